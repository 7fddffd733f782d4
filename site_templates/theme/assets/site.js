// What a page does beyond standing there: the day's facts, the theme, the language, the search.
(function () {
  "use strict";
  var book = {};
  var plurals;
  var all = function (selector, visit) { document.querySelectorAll(selector).forEach(visit); };

  // Days are compared as calendar days; the build's day holds for readers whose clock is behind.
  function today() {
    var now = new Date();
    var day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (part) { return String(part).padStart(2, "0"); }).join("-");
    return book.today && day < book.today ? book.today : day;
  }
  function days(from, to) { return Math.round((Date.parse(to) - Date.parse(from)) / 864e5); }
  // A sentence that counts, in the form that the language has for this count.
  function counted(forms, count) {
    book = window.riskbook;
    plurals = plurals || new Intl.PluralRules(book.locale);
    return (forms[book.plurals[plurals.select(count)]] || forms[forms.length - 1]).replace("{count}", count);
  }
  window.riskbookCounted = counted;
  function late(day) {
    var past = days(day, today());
    return past > 0 ? counted(book.late, past) : past ? counted(book.inDays, -past) : book.dueToday;
  }
  window.riskbookLate = function (day) { book = window.riskbook; return days(day, today()) > 0 ? late(day) : ""; };

  function fillStanding() {
    var standing = window.riskbookStanding || {};
    all("[data-standing]", function (place) {
      var entry = standing[place.dataset.standing];
      if (!entry) return;
      place.querySelectorAll("[data-fill]").forEach(function (slot) {
        var value = entry[slot.dataset.fill];
        if (value === undefined) return;
        if (Array.isArray(value)) {
          slot.replaceChildren.apply(slot, value.map(function (words) {
            var item = document.createElement("li");
            item.textContent = words;
            return item;
          }));
          slot.hidden = !value.length;
        } else slot.textContent = value;
      });
    });
  }

  function recount() {
    if (!book.late) return;
    all("time[data-due]", function (time) {
      if (days(time.dateTime, today()) <= 0) return;
      var note = document.createElement("span");
      note.className = "late";
      note.textContent = late(time.dateTime);
      time.after(" ", note);
      time.classList.add("past");
    });
    all("time[data-late]", function (time) {
      if (days(time.dateTime, today()) > 0) time.textContent = late(time.dateTime);
    });
    all(".timeline", function (chart) {
      var first = chart.dataset.first, line = chart.querySelector(".timeline-today");
      var share = days(first, today()) / days(first, chart.dataset.end);
      line.setAttribute("x", share * 100 + "%");
      line.setAttribute("visibility", share < 0 || share > 1 ? "hidden" : "visible");
      line.lastChild.setAttribute("text-anchor", share > 0.5 ? "end" : "start");
    });
    all(".timeline [data-day]", function (mark) {
      if (days(mark.dataset.day, today()) <= 0) return;
      mark.classList.add("late");
      mark.querySelector("use").setAttribute("href", "#mark-late");
    });
  }

  function stamp() {
    all("[data-stamp]", function (place) {
      if (!book.asOf) return;
      var parts = [book.asOf];
      if (book.commit) {
        var code = document.createElement("code");
        code.textContent = book.commit;
        var commit = code;
        if (book.commitUrl) {
          commit = document.createElement("a");
          commit.href = book.commitUrl;
          commit.append(code);
        }
        var whole = document.createElement("span");
        whole.append(book.commitWord + " ", commit);
        parts.push(whole);
      }
      place.replaceChildren();
      parts.concat(book.stamp).forEach(function (part, index) {
        if (index) place.append(book.separator);
        place.append(part);
      });
    });
    if (!book.today || today() === book.today) return;
    all("[data-counted]", function (place) {
      var day = new Date(today() + "T12:00:00")
        .toLocaleDateString(book.locale, { dateStyle: "long" });
      place.textContent = book.counted.replace("{day}", day);
      place.hidden = false;
    });
  }

  function themes() {
    var order = ["auto", "light", "dark"];
    all("[data-theme-switch]", function (button) {
      if (!book.themes) return;
      function show() {
        var now = document.documentElement.dataset.theme || "auto";
        button.textContent = book.themes[order.indexOf(now)];
      }
      button.addEventListener("click", function () {
        var now = document.documentElement.dataset.theme || "auto";
        var next = order[(order.indexOf(now) + 1) % 3];
        if (next === "auto") delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = next;
        try { localStorage.setItem("riskbook-theme", next); } catch (refused) { /* for this page only */ }
        show();
      });
      show();
      button.hidden = false;
    });
  }

  function switches() {
    all("[data-language]", function (link) {
      var plain = link.getAttribute("href");
      link.addEventListener("click", function () {
        link.href = plain + location.search + location.hash;
      });
    });
    all("form.search", function (form) {
      form.hidden = false;
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        location.href = form.dataset.search + "?q=" + encodeURIComponent(form.q.value.trim());
      });
    });
    document.addEventListener("keydown", function (event) {
      var box = document.querySelector("#query, .search input");
      if (!box || event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (box.offsetParent) box.select();
      else location.href = box.form.dataset.search;
    });
    all("[data-cite]", function (button) {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", function () {
        var words = [button.dataset.cite, book.title, book.asOf,
          book.commit, location.href.split("#")[0]].filter(Boolean).join(". ");
        navigator.clipboard.writeText(words).then(function () { button.textContent = book.copied; });
      });
    });
  }

  // What is wider than its place scrolls by keyboard too, and says what it is.
  function scrolls() {
    all(".scroll, .register-frame, .flow-wide, .flow-narrow, pre", function (place) {
      var near = place.closest("section, main") || document;
      var title = place.querySelector("caption, title") || near.querySelector("h2, h1");
      if (place.scrollWidth <= place.clientWidth || place.ariaLabel || !title
        || getComputedStyle(place).overflowX === "visible") return;
      place.tabIndex = 0;
      place.role = "group";
      place.ariaLabel = title.textContent;
    });
  }

  function start() {
    book = window.riskbook || {};
    fillStanding();
    recount();
    stamp();
    themes();
    switches();
    scrolls();
    addEventListener("resize", scrolls);
  }
  if (document.readyState !== "complete") document.addEventListener("DOMContentLoaded", start);
  else (function wait() {
    // Within another site a page may come after the document, and what it loads in any order.
    var standing = window.riskbookStanding || {};
    var missing = !window.riskbook;
    all("[data-standing]", function (place) { missing = missing || !standing[place.dataset.standing]; });
    if (missing) document.addEventListener("load", wait, { capture: true, once: true });
    else start();
  })();
})();
