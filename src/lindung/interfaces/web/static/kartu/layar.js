/* The screen around the check: what was typed or scanned, the keys and the list, and one answer in big letters. */
(function () {
  "use strict";
  const at = function (id) { return document.getElementById(id); };
  if (!at("kartu-data")) return;
  const check = window.lindungKartu, data = JSON.parse(at("kartu-data").textContent), MEMORY = "lindung-kartu";
  let keys = null, list = null, seenAt = 0, camera = null;

  function remembered() { try { return JSON.parse(localStorage.getItem(MEMORY)) || {}; } catch (_) { return {}; } }
  function remember(said) { try { localStorage.setItem(MEMORY, JSON.stringify(said)); } catch (_) { /* a file may have no memory */ } }
  function bytesOf(base64) { return Uint8Array.from(atob(base64), function (sign) { return sign.charCodeAt(0); }); }
  function base64Of(content) { let said = ""; content.forEach(function (one) { said += String.fromCharCode(one); }); return btoa(said); }
  function today() {
    const now = data.on ? new Date(data.on + "T00:00:00") : new Date();
    return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000);
  }
  function day(count) { return new Date(count * 86400000).toISOString().slice(0, 10).split("-").reverse().join("-"); }

  function show(word, why, rows) {
    const told = document.querySelector('#kamus [data-k="' + word + '"]'), more = document.querySelector('#kamus [data-k="' + (why || word) + '"]');
    at("jawab").hidden = false;
    at("jawab").dataset.answer = word;
    at("kata").textContent = told.dataset.w;
    at("arti").textContent = (more || told).textContent;
    at("isi").replaceChildren();
    rows.forEach(function (row) {
      const name = document.createElement("dt"), said = document.createElement("dd");
      name.textContent = at("isi").dataset[row[0]];
      said.textContent = row[1];
      at("isi").append(name, said);
    });
    at("jawab").focus();
  }

  function rowsOf(found) {
    const card = found.card;
    if (!card) return [];
    const number = Array.from(card.number, function (one) { return (256 + one).toString(16).slice(1); }).join("").toUpperCase();
    const rows = [["name", card.name], ["village", card.village], ["cover", day(card.starts) + " – " + day(card.endsBefore - 1)]];
    if (card.full !== null) rows.push(["full", day(card.full)]);
    if (card.ending) rows.push(["ending", card.ending]);
    rows.push(["number", number.match(/.{1,4}/g).join(" ")]);
    if (!card.confirmed) rows.push(["basis", at("isi").dataset.presumed]);
    if (found.list) rows.push(["list", day(found.list.madeOn)]);
    return rows;
  }

  async function answer() {
    if (!keys) return show("uncertain", "no_crypto", []);
    const found = await check.verdict({ text: at("teks").value, keys: keys, list: list, on: today(), seenAt: seenAt });
    show(found.answer, found.why, rowsOf(found));
  }

  /* A younger genuine list takes the place of the one before; an older one is never taken. */
  async function take(content) {
    const found = (await check.genuineList(content, keys))[0];
    if (!found) return "list_forged";
    if (found.made < seenAt) return "list_replayed";
    list = content;
    seenAt = found.made;
    at("dibuat").textContent = day(found.madeOn);
    remember({ list: base64Of(content), seenAt: seenAt });
    return "";
  }

  async function open(file) {
    const content = new Uint8Array(await file.arrayBuffer());
    const why = await take(content);
    if (why) show("uncertain", why, []); else at("jawab").hidden = true;
  }

  async function fetchList() {
    try {
      const got = await fetch("/kartu/dicabut", { cache: "no-store" });
      if (got.ok) await take(new Uint8Array(await got.arrayBuffer()));
    } catch (_) { /* no signal: the list that is here stands, with its day */ }
  }

  async function scan() {
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] }), picture = at("gambar");
    if (camera) return stop();
    try { camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch (_) { return show("unreadable", "no_camera", []); }
    picture.srcObject = camera;
    picture.hidden = false;
    await picture.play();
    while (camera) {
      const codes = await detector.detect(picture).catch(function () { return []; });
      if (codes.length && camera) { at("teks").value = codes[0].rawValue; stop(); return answer(); }
      await new Promise(function (go) { setTimeout(go, 150); });
    }
  }

  function stop() {
    camera.getTracks().forEach(function (one) { one.stop(); });
    camera = null;
    at("gambar").hidden = true;
  }

  async function begin() {
    try { keys = await check.keysOf(data.keys); } catch (_) { return show("uncertain", "no_crypto", []); }
    const held = remembered();
    seenAt = held.seenAt || 0;
    if (held.list) await take(bytesOf(held.list));
    if (data.list) await take(bytesOf(data.list));
    if (data.fetch) await fetchList();
    document.documentElement.dataset.ready = "yes";
  }

  at("periksa").addEventListener("submit", function (event) { event.preventDefault(); answer(); });
  at("berkas").addEventListener("change", function () { if (this.files.length) open(this.files[0]); });
  if (at("ambil")) at("ambil").addEventListener("click", fetchList);
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    at("pindai").hidden = false;
    at("pindai").addEventListener("click", scan);
  }
  begin();
})();
