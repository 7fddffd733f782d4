// The preview's part of a page: it waits for the next build, and shows what is wrong with the book.
(function () {
  "use strict";
  var shown = document.currentScript.dataset.version;
  var news = null;
  var notice = null;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function finding(entry) {
    var item = element("li");
    item.append(element("code", "", entry.where), " ", element("span", "", entry.what));
    return item;
  }

  function warn(trouble) {
    if (notice) notice.remove();
    notice = null;
    if (!trouble) return;
    var own = document.documentElement.lang;
    var language = trouble[own] ? own : Object.keys(trouble)[0];
    var words = trouble[language];
    notice = element("aside", "riskbook-trouble");
    notice.setAttribute("role", "alert");
    notice.lang = language;
    var list = element("ul");
    words.findings.forEach(function (entry) { list.append(finding(entry)); });
    notice.append(element("strong", "", words.title), list);
    if (words.more) notice.append(element("p", "", words.more));
    document.body.prepend(notice);
  }

  function hear(event) {
    var told = JSON.parse(event.data);
    if (told.version !== shown) {
      rest();
      location.reload();
    } else warn(told.trouble);
  }

  // A browser keeps few connections to one server: a page that nobody looks at gives its own back.
  function listen() {
    if (news || document.hidden) return;
    news = new EventSource("/_riskbook/news");
    news.onmessage = hear;
  }
  function rest() {
    if (news) news.close();
    news = null;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) rest(); else listen();
  });
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  listen();
})();
