// Before the first paint: the colour scheme that the reader chose, if any.
(function () {
  try {
    var theme = localStorage.getItem("riskbook-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (refused) {
    // No storage: the system's scheme holds.
  }
})();
