// Draws the days of a packed event list when they are opened, and makes links of folded event numbers. See
// src/debrief/packed.rs for how the list is packed. It asks nothing of any network.
(function () {
  "use strict";
  var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
  var block = document.getElementById("packed");
  var list = block ? JSON.parse(block.textContent) : { days: [] };

  function two(n) {
    return (n < 10 ? "0" : "") + n;
  }

  // "20 JUN 0016", so many seconds after 1970.
  function moment(seconds) {
    var t = new Date(seconds * 1000);
    return two(t.getUTCDate()) + " " + MONTHS[t.getUTCMonth()] + " " + two(t.getUTCHours()) + two(t.getUTCMinutes());
  }

  function words(form, values) {
    var next = 0;
    var text = list.forms[form].map(function (phrase) { return list.phrases[phrase]; }).join(" ");
    return text.replace(/#/g, function () { return values[next++]; });
  }

  function cell(row, text) {
    row.appendChild(document.createElement("td")).textContent = text;
  }

  function draw(details) {
    var body = details.querySelector("tbody");
    if (body.firstChild) { return; }
    var day = list.days[details.dataset.day];
    var tick = day.tick, first = day.first, rows = document.createDocumentFragment();
    day.rows.split(";").forEach(function (packed) {
      var parts = packed.split(" ");
      var step = parts[0].split("+");
      var last = first + (step[1] ? Number(step[1]) : 0);
      tick += Number(step[0]);
      var seconds = list.start + tick * list.tick_s;
      var row = document.createElement("tr");
      row.id = "e" + first;
      cell(row, first < last ? first + "–" + last : first);
      for (var event = first + 1; event <= last; event++) {
        var anchor = document.createElement("span");
        anchor.id = "e" + event;
        row.firstChild.insertBefore(anchor, row.firstChild.lastChild);
      }
      cell(row, moment(seconds) + "Z");
      cell(row, moment(seconds + list.local_s));
      cell(row, words(Number(parts[1]), parts.slice(2)));
      rows.appendChild(row);
      first = last + 1;
    });
    body.appendChild(rows);
  }

  // Opens the day of an event. Whether there is one.
  function open(hash) {
    var number = /^#e(\d+)$/.exec(hash);
    if (!number) { return false; }
    var found = -1;
    list.days.forEach(function (day, i) { if (day.first <= Number(number[1])) { found = i; } });
    if (found < 0) { return false; }
    var details = document.querySelector("details[data-day='" + found + "']");
    draw(details);
    details.open = true;
    return true;
  }

  function link(details) {
    var numbers = details.querySelector(".links");
    if (numbers.firstElementChild) { return; }
    var runs = numbers.textContent.split(" ");
    numbers.textContent = "";
    runs.forEach(function (run) {
      var a = document.createElement("a");
      a.href = "#e" + run.split("–")[0];
      a.textContent = run;
      numbers.append(a, " ");
    });
  }

  document.addEventListener("toggle", function (event) {
    var details = event.target;
    if (!details.open) { return; }
    if (details.dataset.day) { draw(details); }
    if (details.classList.contains("packed")) { link(details); }
  }, true);
  // Before the browser follows a link, so that it finds the event.
  document.addEventListener("click", function (event) {
    var a = event.target.closest("a[href^='#e']");
    if (a) { open(a.getAttribute("href")); }
  }, true);
  function follow() {
    if (open(location.hash) && !document.querySelector(":target")) {
      document.getElementById(location.hash.slice(1)).scrollIntoView();
    }
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
