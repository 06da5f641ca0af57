// The report works without this script: links lead to marks, marks to the source. It adds filters, the panel of evidence, and scrolling together.
(function () {
  "use strict";
  var panel = document.getElementById("evidence"), lines = document.getElementById("evidence-lines"), opener = null;

  function show(mark) {
    lines.textContent = "";
    var said = mark.getAttribute("title") || mark.dataset.evidence || "";
    said.split("\n").forEach(function (line) {
      var p = document.createElement("p");
      p.textContent = line;
      lines.appendChild(p);
    });
    var links = document.createElement("p");
    [["在正文中看", mark.dataset.at || mark.id], ["在源文中看", mark.dataset.source]].forEach(function (pair) {
      if (!pair[1]) { return; }
      var a = document.createElement("a");
      a.href = "#" + pair[1];
      a.textContent = pair[0];
      a.style.marginRight = "1em";
      links.appendChild(a);
    });
    lines.appendChild(links);
    panel.hidden = false;
    opener = mark;
  }

  function close() {
    if (panel.hidden) { return; }
    panel.hidden = true;
    if (opener) { opener.focus({ preventScroll: true }); }
  }

  function lead(id) {
    var mark = document.getElementById(id);
    if (!mark) { return null; }
    var fold = mark.closest("details");
    while (fold) { fold.open = true; fold = fold.parentElement.closest("details"); }
    mark.scrollIntoView({ block: "center" });
    mark.classList.add("flash");
    setTimeout(function () { mark.classList.remove("flash"); }, 2000);
    return mark;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (!link) { return; }
    var at = link.getAttribute("href").slice(1);
    if (link.classList.contains("m")) {
      event.preventDefault();
      if (link.dataset.at) { lead(link.dataset.at); }
      show(link);
    } else if (panel.contains(link) || link.dataset.lead) {
      event.preventDefault();
      lead(at);
    }
  });
  document.getElementById("evidence-close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(); } });

  document.querySelectorAll("[data-filters]").forEach(function (box) {
    var table = document.getElementById(box.dataset.filters), words = box.querySelector("input"), choice = box.querySelector("select");
    var count = box.querySelector("output"), rows = Array.from(table.tBodies[0].rows);
    function apply() {
      var wanted = words.value.trim().toLowerCase().split(/\s+/), status = choice ? choice.value : "", shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var fits = (!status || row.dataset.status === status) && wanted.every(function (word) { return text.indexOf(word) >= 0; });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown + " / " + rows.length + " 行";
    }
    words.addEventListener("input", apply);
    if (choice) { choice.addEventListener("change", apply); }
    apply();
  });

  var panes = Array.from(document.querySelectorAll(".pane")), together = document.getElementById("together"), held = null, timer = 0;
  function offset(pane, block) { return block.getBoundingClientRect().top - pane.getBoundingClientRect().top; }
  function follow(pane, other) {
    var blocks = pane.querySelectorAll("[data-pair]"), best = null;
    for (var i = 0; i < blocks.length; i++) {
      if (offset(pane, blocks[i]) + blocks[i].offsetHeight > 8) { best = blocks[i]; break; }
    }
    if (!best) { return; }
    var mate = other.querySelector('[data-pair="' + best.dataset.pair + '"]');
    if (mate) { other.scrollTop += offset(other, mate) - offset(pane, best); }
  }
  if (panes.length === 2) {
    panes.forEach(function (pane, k) {
      pane.addEventListener("scroll", function () {
        if (!together.checked || (held && held !== pane)) { return; }
        held = pane;
        clearTimeout(timer);
        timer = setTimeout(function () { held = null; }, 120);
        requestAnimationFrame(function () { follow(pane, panes[1 - k]); });
      }, { passive: true });
    });
  }
})();
