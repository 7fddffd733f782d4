// The register's table: search, filter, sort. The page's own rows stand until a reader asks for more;
// then the rows come from register-data.js, which is loaded once, on first need.
(function () {
  "use strict";
  var table = document.getElementById("register");
  if (!table) return; // the reader has gone on
  var body = table.tBodies[0];
  var filters = document.getElementById("filters");
  var results = document.getElementById("results");
  var more = document.getElementById("more");
  var clear = document.getElementById("clear");
  var words = {};
  var STEP = 200;
  var shown = STEP;
  var data = null;
  var column = {};
  var view = null;

  function fold(text) { return text.normalize("NFKC").toLowerCase(); }
  function query() { return new URLSearchParams(location.search); }
  function controls() { return Array.from(filters.querySelectorAll("[name]")); }

  function load(then) {
    if (data) return then();
    var script = document.createElement("script");
    script.src = "assets/register-data.js";
    script.onload = function () {
      data = window.riskbookRegister;
      data.columns.forEach(function (name, index) { column[name] = index; });
      data.rows.forEach(function (row, index) {
        row.place = index;
        row.text = fold([row[column.id], row[column.title], name("owner", row), name("service", row),
          name("department", row), name("category", row)].join(" "));
      });
      then();
    };
    document.head.append(script);
  }
  function name(list, row) {
    var entry = data.lists[list][row[column[list]]];
    return entry ? entry[1] : "";
  }
  function key(list, row) {
    var entry = data.lists[list][row[column[list]]];
    return entry ? entry[0] : "";
  }

  // The name with a link to its page, as the page's own rows have it.
  function home(list, row) {
    var link = document.createElement("a");
    link.textContent = name(list, row);
    link.href = list + "s/" + key(list, row) + ".html";
    return link.textContent ? link : "";
  }

  function later(day, count) {
    var date = new Date(day + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + count);
    return date.toISOString().slice(0, 10);
  }
  var TESTS = {
    q: function (row, value) {
      return fold(value).split(/\s+/).every(function (part) { return row.text.includes(part); });
    },
    due: function (row, value) {
      var due = row[column.due];
      if (!due) return false;
      if (value === "overdue") return Boolean(window.riskbookLate(due));
      return due <= later(data.today, value === "month" ? 30 : 92);
    },
    appetite: function (row) { return row[column.above] === 1; },
    level: function (row, value) {
      return value === "unassessed" ? row[column.level] < 0 : key("level", row) === value;
    },
    actions: function (row) { return Boolean(row[column.act] && window.riskbookLate(row[column.act])); },
    actor: function (row, value) {
      return row[column.actors].some(function (one) { return data.lists.owner[one][0] === value; });
    },
    likelihood: function (row, value, state) { return at(row, state)[0] === Number(value); },
    impact: function (row, value, state) { return at(row, state)[1] === Number(value); },
    stage: function () { return true; }
  };
  function at(row, state) { return row[column[state.get("stage")] || column.current]; }
  function kept(row, state) {
    for (var pair of state) {
      if (!pair[1] || pair[0] === "sort" || pair[0] === "order") continue;
      var test = TESTS[pair[0]];
      if (test ? !test(row, pair[1], state) : pair[0] in data.lists && key(pair[0], row) !== pair[1]) {
        return false;
      }
    }
    return true;
  }

  function sorted(rows, by, order) {
    var collator = new Intl.Collator(table.closest("[lang]").lang);
    var value = {
      title: function (row) { return row[column.title]; },
      level: function (row) { return row[column.level]; },
      likelihood: function (row) { return row[column.current][0] || 0; },
      impact: function (row) { return row[column.current][1] || 0; },
      strategy: function (row) { return name("strategy", row); },
      owner: function (row) { return name("owner", row); },
      due: function (row) { return row[column.due] || "9999"; }
    }[by];
    if (!value) return order === "desc" ? rows.slice().reverse() : rows;
    var sign = order === "desc" ? -1 : 1;
    return rows.slice().sort(function (one, other) {
      var a = value(one), b = value(other);
      var apart = typeof a === "string" ? collator.compare(a, b) : a - b;
      return sign * apart || one.place - other.place;
    });
  }

  var blank = document.getElementById("blank-row").content.querySelector("tr");
  function drawn(row) {
    var tr = blank.cloneNode(true);
    var cells = tr.cells;
    var link = cells[1].querySelector("a");
    var chip = document.createElement("span");
    var current = row[column.current];
    var due = row[column.due];
    tr.id = row[column.id];
    cells[0].textContent = row[column.rank];
    link.textContent = row[column.title];
    link.href = "risks/" + row[column.id] + ".html";
    if (row[column.lang]) link.lang = row[column.lang];
    cells[1].querySelector(".id").textContent = row[column.id];
    cells[1].querySelector(".why").textContent = row[column.why];
    if (row[column.level] >= 0) {
      chip.className = "chip level-" + row[column.level];
      chip.textContent = name("level", row);
      cells[2].prepend(chip);
    }
    var tag = cells[2].querySelector(".tag");
    tag.textContent = row[column.state];
    tag.hidden = !row[column.state];
    cells[3].textContent = current.length ? data.likelihood[current[0] - 1] : "";
    cells[4].textContent = current.length ? data.impact[current[1] - 1] : "";
    cells[5].textContent = name("strategy", row);
    cells[6].prepend(home("owner", row));
    cells[6].querySelector(".sub").replaceChildren(home("service", row));
    if (due) {
      var time = document.createElement("time");
      time.dateTime = due;
      time.textContent = new Date(due + "T12:00:00").toLocaleDateString(words.locale, { dateStyle: "medium" });
      cells[7].prepend(time);
      cells[7].querySelector(".late").textContent = window.riskbookLate(due);
    }
    return tr;
  }

  function announce(count, total, state) {
    var text = (count === 1 ? words.results[0] : words.results[words.results.length - 1])
      .replace("{count}", count).replace("{total}", total);
    var where = state.get("likelihood") || state.get("impact");
    if (where && data) {
      text += words.separator + [words.stages[state.get("stage") || "current"],
        data.likelihood[state.get("likelihood") - 1], data.impact[state.get("impact") - 1]]
        .filter(Boolean).join(words.comma);
    }
    results.textContent = text;
  }

  function draw() {
    var state = query();
    view = sorted(data.rows.filter(function (row) { return kept(row, state); }),
      state.get("sort"), state.get("order"));
    body.replaceChildren.apply(body, view.slice(0, shown).map(drawn));
    document.getElementById("nothing").hidden = view.length > 0;
    more.hidden = view.length <= shown;
    more.textContent = words.more.replace("{count}", Math.min(STEP, view.length - shown));
    announce(view.length, data.rows.length, state);
    clear.hidden = !Array.from(state.keys()).some(function (one) { return one !== "sort" && one !== "order"; });
    var beyond = document.getElementById("beyond");
    if (beyond) beyond.hidden = true;
    heads(state);
  }
  function heads(state) {
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      var own = (state.get("sort") || "rank") === head.dataset.sort;
      if (own) head.setAttribute("aria-sort", state.get("order") === "desc" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function go(state) {
    var text = state.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    shown = STEP;
    load(draw);
  }
  function change(control) {
    var state = query();
    if (control.value) state.set(control.name, control.value);
    else state.delete(control.name);
    go(state);
  }
  // Levels and scores are asked for worst first; words and dates from the start.
  var DOWN_FIRST = ["level", "likelihood", "impact"];
  function sort(by) {
    var state = query();
    var first = DOWN_FIRST.includes(by) ? "desc" : "asc";
    var again = (state.get("sort") || "rank") === by;
    var order = again ? (state.get("order") || "asc") === "asc" ? "desc" : "asc" : first;
    if (by === "rank" && order === "asc") {
      state.delete("sort");
      state.delete("order");
    } else {
      state.set("sort", by);
      state.set("order", order);
    }
    go(state);
  }

  function csv() {
    load(function () {
      if (!view) draw();
      // A leading = + - @ would be a formula to a spreadsheet.
      function cell(value) {
        var text = String(value).replace(/\u00a0/g, " ").replace(/^[=+\-@\t\r]/, "'$&");
        return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }
      var head = Array.from(table.tHead.rows[0].cells).map(function (th) { return th.textContent.trim(); });
      var lines = [["ID"].concat(head)].concat(view.map(function (row) {
        var current = row[column.current];
        return [row[column.id], row[column.rank].replace("=", ""), row[column.title], name("level", row) || row[column.state],
          data.likelihood[current[0] - 1] || "", data.impact[current[1] - 1] || "", name("strategy", row),
          name("owner", row), row[column.due]];
      }));
      var text = "\ufeff" + lines.map(function (line) { return line.map(cell).join(","); }).join("\r\n") + "\r\n";
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = "register.csv";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    });
  }

  function start() {
    words = window.riskbook || {};
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () { sort(head.dataset.sort); });
    });
    var state = query();
    var wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted && !document.getElementById(wanted)) {
      state.set("q", wanted);
      history.replaceState(null, "", location.pathname + "?" + state);
    }
    var typing = 0;
    controls().forEach(function (control) {
      control.value = state.get(control.name) || "";
      if (control.value && control.closest("details")) control.closest("details").open = true;
      control.addEventListener("input", function () {
        clearTimeout(typing);
        typing = setTimeout(change, control.name === "q" ? 120 : 0, control);
      });
    });
    clear.addEventListener("click", function () {
      var kept = query();
      Array.from(kept.keys()).forEach(function (one) { if (one !== "sort" && one !== "order") kept.delete(one); });
      controls().forEach(function (control) { control.value = ""; });
      go(kept);
      filters.querySelector("[name=q]").focus();
    });
    more.addEventListener("click", function () { shown += STEP; load(draw); });
    document.getElementById("csv").addEventListener("click", csv);
    filters.hidden = false;
    document.getElementById("result-line").hidden = false;
    heads(state);
    var total = Number(table.dataset.total);
    if (Array.from(state.keys()).length) return load(draw);
    announce(total, total, state);
    if (body.rows.length < total) {
      more.hidden = false;
      more.textContent = words.more.replace("{count}", Math.min(STEP, total - body.rows.length));
    }
  }
  if (document.readyState !== "complete") document.addEventListener("DOMContentLoaded", start);
  else (function wait() {
    // Within another site the page came after the document, and what it loads comes in any order.
    if (window.riskbook && window.riskbookLate) start();
    else document.addEventListener("load", wait, { capture: true, once: true });
  })();
})();
