/* Checks a worker's card without a network: the same steps and answers as lindung.kernel.cards (docs/kartu.md).
   No words stand here: they are in the page. Nothing is sent anywhere. */
(function () {
  "use strict";
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const COVER = -70001, REVOKED = -70002, IDENTITY = 169, ES256 = -7;
  const LONGEST = 2000, LARGEST = 4096, LARGEST_LIST = 4 * 1048576, DEEPEST = 8, DAY = 86400, MARK = 6;

  function Fault(why) { this.why = why; }
  function fail(why) { throw new Fault(why); }

  // Base45 (RFC 9285)
  function base45(text) {
    if (text.length % 3 === 1) fail("base45");
    const found = [];
    for (let at = 0; at < text.length; at += 3) {
      const group = text.slice(at, at + 3);
      let value = 0;
      for (let place = group.length - 1; place >= 0; place--) {
        const sign = SIGNS.indexOf(group[place]);
        if (sign < 0) fail("base45");
        value = value * 45 + sign;
      }
      if (value >= (group.length === 3 ? 65536 : 256)) fail("base45");
      if (group.length === 3) found.push(value >> 8);
      found.push(value & 255);
    }
    return Uint8Array.from(found);
  }

  // zlib (RFC 1950, 1951), never more than LARGEST bytes
  const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_MORE = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const BACK_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const BACK_MORE = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /* As zlib: codes that mean nothing are only left over where there is one code of one bit, and none may be (longest 0). */
  function tree(lengths, longest) {
    const counts = new Array(16).fill(0), offsets = new Array(16).fill(0), symbols = [];
    lengths.forEach(function (one) { counts[one]++; });
    counts[0] = 0;
    let left = 1;
    for (let at = 1; at < 16; at++) { left = left * 2 - counts[at]; if (left < 0) fail("zlib"); }
    if (left && lengths.some(function (one) { return one > longest; })) fail("zlib");
    for (let at = 1; at < 15; at++) offsets[at + 1] = offsets[at] + counts[at];
    lengths.forEach(function (one, symbol) { if (one) symbols[offsets[one]++] = symbol; });
    return { counts: counts, symbols: symbols };
  }

  function inflated(packed) {
    if (packed.length < 6 || (packed[0] & 15) !== 8 || packed[0] >> 4 > 7) fail("zlib");
    if ((packed[0] * 256 + packed[1]) % 31 || packed[1] & 32) fail("zlib");
    const out = [];
    let at = 2, held = 0, count = 0;
    function bits(wanted) {
      while (count < wanted) {
        if (at >= packed.length) fail("zlib");
        held |= packed[at++] << count;
        count += 8;
      }
      const value = held & ((1 << wanted) - 1);
      held >>>= wanted;
      count -= wanted;
      return value;
    }
    function symbol(from) {
      let code = 0, first = 0, index = 0;
      for (let length = 1; length < 16; length++) {
        code |= bits(1);
        const here = from.counts[length];
        if (code - here < first) return from.symbols[index + code - first];
        index += here;
        first = (first + here) << 1;
        code <<= 1;
      }
      return fail("zlib");
    }
    function put(byte) { if (out.length >= LARGEST) fail("size"); out.push(byte); }
    function stored() {
      held = count = 0;
      if (at + 4 > packed.length) fail("zlib");
      const size = packed[at] | packed[at + 1] << 8;
      if (size !== (~(packed[at + 2] | packed[at + 3] << 8) & 65535)) fail("zlib");
      at += 4;
      for (let more = 0; more < size; more++) {
        if (at >= packed.length) fail("zlib");
        put(packed[at++]);
      }
    }
    function coded(literals, backs) {
      for (;;) {
        const one = symbol(literals);
        if (one === 256) return;
        if (one < 256) { put(one); continue; }
        if (one > 285) fail("zlib");
        const length = LENGTH_BASE[one - 257] + bits(LENGTH_MORE[one - 257]), way = symbol(backs);
        if (way > 29) fail("zlib");
        const back = BACK_BASE[way] + bits(BACK_MORE[way]);
        if (back > out.length) fail("zlib");
        for (let more = 0; more < length; more++) put(out[out.length - back]);
      }
    }
    function fixed() {
      const lengths = [];
      for (let one = 0; one < 288; one++) lengths.push(one < 144 ? 8 : one < 256 ? 9 : one < 280 ? 7 : 8);
      coded(tree(lengths, 1), tree(new Array(32).fill(5), 1));
    }
    function dynamic() {
      const literal = bits(5) + 257, back = bits(5) + 1, codes = bits(4) + 4, short = new Array(19).fill(0), lengths = [];
      if (literal > 286 || back > 30) fail("zlib");
      for (let one = 0; one < codes; one++) short[ORDER[one]] = bits(3);
      const by = tree(short, 0);
      while (lengths.length < literal + back) {
        const one = symbol(by);
        if (one < 16) { lengths.push(one); continue; }
        if (one === 16 && !lengths.length) fail("zlib");
        const again = one === 16 ? lengths[lengths.length - 1] : 0;
        let times = one === 16 ? 3 + bits(2) : one === 17 ? 3 + bits(3) : 11 + bits(7);
        while (times--) lengths.push(again);
      }
      if (lengths.length > literal + back || !lengths[256]) fail("zlib");
      coded(tree(lengths.slice(0, literal), 1), tree(lengths.slice(literal), 1));
    }
    let last = 0;
    while (!last) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) stored(); else if (kind === 1) fixed(); else if (kind === 2) dynamic(); else fail("zlib");
    }
    let low = 1, high = 0;
    out.forEach(function (byte) { low = (low + byte) % 65521; high = (high + low) % 65521; });
    if (at + 4 !== packed.length) fail("zlib");
    const said = (packed[at] << 24 | packed[at + 1] << 16 | packed[at + 2] << 8 | packed[at + 3]) >>> 0;
    if (said !== high * 65536 + low) fail("zlib");
    return Uint8Array.from(out);
  }

  // CBOR (RFC 8949), as little of it as the reader in Python
  function Tagged(tag, value) { this.tag = tag; this.value = value; }

  function cbor(content) {
    let at = 0;
    function head() {
      if (at >= content.length) fail("cbor");
      const major = content[at] >> 5, more = content[at++] & 31;
      if (more < 24) return [major, more];
      const width = { 24: 1, 25: 2, 26: 4, 27: 8 }[more];
      if (!width || at + width > content.length) fail("cbor");
      let number = 0;
      for (let one = 0; one < width; one++) number = number * 256 + content[at++];
      if (number > Number.MAX_SAFE_INTEGER) fail("cbor");
      return [major, number];
    }
    function value(depth) {
      if (depth > DEEPEST) fail("cbor");
      const said = head(), major = said[0], number = said[1];
      if (major === 0) return number;
      if (major === 1) return -1 - number;
      if (major === 2 || major === 3) {
        if (at + number > content.length) fail("cbor");
        const bytes = content.slice(at, at += number);
        if (major === 2) return bytes;
        try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); } catch (_) { fail("cbor"); }
      }
      if (major === 4) {
        const list = [];
        while (list.length < number) list.push(value(depth + 1));
        return list;
      }
      if (major === 5) {
        const map = new Map();
        while (map.size < number) {
          const key = value(depth + 1);
          if ((typeof key !== "number" && typeof key !== "string") || map.has(key)) fail("cbor");
          map.set(key, value(depth + 1));
        }
        return map;
      }
      if (major === 6) return new Tagged(number, value(depth + 1));
      return fail("cbor");
    }
    const found = value(0);
    if (at !== content.length) fail("cbor");
    return found;
  }

  function written(major, content) {
    const size = content.length;
    const start = size < 24 ? [major << 5 | size] : size < 256 ? [major << 5 | 24, size]
      : size < 65536 ? [major << 5 | 25, size >> 8, size & 255]
        : [major << 5 | 26, size >>> 24, size >> 16 & 255, size >> 8 & 255, size & 255];
    return joined(Uint8Array.from(start), content);
  }

  function joined() {
    const parts = Array.from(arguments), whole = new Uint8Array(parts.reduce(function (sum, one) { return sum + one.length; }, 0));
    let at = 0;
    parts.forEach(function (one) { whole.set(one, at); at += one.length; });
    return whole;
  }

  // COSE_Sign1 and what is in it
  function bytes(value, why) { return value instanceof Uint8Array ? value : fail(why || "content"); }
  function map(value) { return value instanceof Map ? value : fail("content"); }
  function text(value) { return typeof value === "string" ? value : fail("content"); }
  function whole(value) { return typeof value === "number" && value >= 0 ? value : fail("content"); }
  function day(value) { return whole(value) <= 100000 ? value : fail("content"); }
  function dayOf(seconds) { return day(Math.floor(whole(seconds) / DAY)); }
  function hex(content) { return Array.from(content, function (one) { return (256 + one).toString(16).slice(1); }).join(""); }

  function unpacked(said) {
    said = said.replace(/[\r\n\t]/g, "");
    if (!said || said.length > LONGEST) fail("size");
    return inflated(base45(said));
  }

  function read(content) {
    let value = cbor(content);
    [61, 18].forEach(function (tag) { if (value instanceof Tagged && value.tag === tag) value = value.value; });
    if (!Array.isArray(value) || value.length !== 4 || !(value[1] instanceof Map)) fail("shape");
    const head = bytes(value[0], "shape"), payload = bytes(value[2], "shape"), signature = bytes(value[3], "shape");
    const said = head.length ? cbor(head) : new Map();
    if (!(said instanceof Map)) fail("shape");
    const key = bytes(said.has(4) ? said.get(4) : value[1].has(4) ? value[1].get(4) : new Uint8Array(0), "shape");
    const signed = joined(Uint8Array.of(0x84), written(3, new TextEncoder().encode("Signature1")), written(2, head), Uint8Array.of(0x40), written(2, payload));
    return { algorithm: said.get(1), key: hex(key), payload: payload, content: signed, signature: signature };
  }

  function card(payload) {
    const said = map(cbor(payload)), who = map(said.get(IDENTITY)), cover = map(said.get(COVER));
    const number = bytes(said.get(7)), basis = whole(cover.get(6));
    if ((basis !== 1 && basis !== 2) || !number.length) fail("content");
    return {
      issuer: text(said.get(1)), number: number, name: text(who.get(4)), village: text(cover.get(3)),
      issued: dayOf(said.get(6)), starts: dayOf(said.get(5)), endsBefore: day(cover.get(1)), expires: dayOf(said.get(4)),
      sequence: whole(cover.get(5)), confirmed: basis === 1, full: cover.has(2) ? day(cover.get(2)) : null,
      ending: cover.has(4) ? text(cover.get(4)) : ""
    };
  }

  function revokedList(payload) {
    const said = map(cbor(payload)), revoked = map(said.get(REVOKED)), marks = bytes(revoked.get(1)), keys = revoked.get(2);
    if (marks.length % MARK || !Array.isArray(keys)) fail("content");
    const made = whole(said.get(6));
    text(said.get(1));
    return { made: made, madeOn: dayOf(made), goodBefore: dayOf(said.get(4)), marks: marks, keys: keys.map(function (one) { return hex(bytes(one)); }) };
  }

  // WebCrypto
  const subtle = window.crypto && window.crypto.subtle;

  async function keysOf(jwks) {
    const found = new Map();
    for (const one of jwks.keys) {
      const key = await subtle.importKey("jwk", { kty: one.kty, crv: one.crv, x: one.x, y: one.y }, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
      const point = await subtle.exportKey("raw", key);
      found.set(hex(new Uint8Array(await subtle.digest("SHA-256", point)).slice(0, 8)), key);
    }
    if (!found.size) fail("keys");
    return found;
  }

  async function forged(signed, keys) {
    if (signed.algorithm !== ES256) return "algorithm";
    if (!keys.has(signed.key)) return "unknown_key";
    if (signed.signature.length !== 64) return "signature";
    const good = await subtle.verify({ name: "ECDSA", hash: "SHA-256" }, keys.get(signed.key), signed.signature, signed.content);
    return good ? "" : "signature";
  }

  async function genuineList(content, keys) {
    if (!content) return [null, "list_missing"];
    try {
      if (content.length > LARGEST_LIST) fail("size");
      const signed = read(content);
      if (!await forged(signed, keys)) return [revokedList(signed.payload), ""];
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
    }
    return [null, "list_forged"];
  }

  async function stands(list, number) {
    const mark = new Uint8Array(await subtle.digest("SHA-256", number)).slice(0, MARK);
    for (let at = 0; at < list.marks.length; at += MARK) {
      let same = 0;
      while (same < MARK && list.marks[at + same] === mark[same]) same++;
      if (same === MARK) return true;
    }
    return false;
  }

  function notEnough(list, key, on, seenAt) {
    if (list.keys.indexOf(key) < 0) return "list_other";
    if (list.made < seenAt) return "list_replayed";
    if (on >= list.goodBefore) return "list_old";
    return list.madeOn > on + 1 ? "clock" : "";
  }

  /* asked: text, keys (from keysOf), list (bytes or null), on (days since 1970), seenAt (seconds). */
  async function verdict(asked) {
    let signed, said;
    try { signed = read(unpacked(asked.text)); } catch (fault) {
      if (fault instanceof Fault) return { answer: "unreadable", why: fault.why };
      throw fault;
    }
    const why = await forged(signed, asked.keys);
    if (why) return { answer: why === "unknown_key" ? "uncertain" : "forged", why: why };
    try { said = card(signed.payload); } catch (fault) {
      if (fault instanceof Fault) return { answer: "forged", why: "content" };
      throw fault;
    }
    const found = await genuineList(asked.list, asked.keys), list = found[0];
    function answer(word, because) { return { answer: word, why: because || "", card: said, list: list }; }
    if (list && list.keys.indexOf(signed.key) >= 0 && await stands(list, said.number)) return answer("revoked");
    if (asked.on >= said.expires) return answer("expired");
    if (asked.on < said.starts || asked.on < said.issued) return answer("not_yet");
    const doubt = found[1] || notEnough(list, signed.key, asked.on, asked.seenAt);
    if (doubt) return answer("uncertain", doubt);
    return answer(asked.on < said.endsBefore ? "valid" : "grace");
  }

  window.lindungKartu = { verdict: verdict, keysOf: keysOf, genuineList: genuineList };
})();
