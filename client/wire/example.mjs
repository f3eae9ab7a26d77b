// How a platform in another language signs, seals and opens: Node's own `crypto`, nothing else.
// `node example.mjs` goes through vectors.json beside it, and says what does not agree.

import assert from "node:assert/strict";
import * as crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

const PRIVATE = { ed25519: "302e020100300506032b657004220420", x25519: "302e020100300506032b656e04220420" };
const PUBLIC = { x25519: "302a300506032b656e032100" };

const bytes = (base64) => Buffer.from(base64, "base64");
const sha256 = (data) => crypto.createHash("sha256").update(data).digest("hex");
const hkdf = (secret, info) => Buffer.from(crypto.hkdfSync("sha256", secret, Buffer.alloc(0), info, 32));
const key = (prefix, raw, make, type) =>
  make({ key: Buffer.concat([Buffer.from(prefix, "hex"), raw]), format: "der", type });
const privateKey = (kind, raw) => key(PRIVATE[kind], raw, crypto.createPrivateKey, "pkcs8");
const publicKey = (kind, raw) => key(PUBLIC[kind], raw, crypto.createPublicKey, "spki");
const publicText = (own) =>
  crypto.createPublicKey(own).export({ format: "der", type: "spki" }).subarray(-32).toString("base64");

/** The key pair for which the engine seals its answers: it belongs to the seed of the identity. */
export const sealingKey = (seed) => privateKey("x25519", hkdf(seed, "one-matter/sealing/identity"));

/** A compact JWS (RFC 7515, Ed25519) over claims that hold the digest of the message's bytes. */
export function sign({ kid, seed, claims }) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "Ed25519", kid })}.${part(claims)}`;
  const signature = crypto.sign(null, Buffer.from(content), privateKey("ed25519", seed));
  return `${content}.${signature.toString("base64url")}`;
}

/** Seal bytes between an own key pair and another's public key (X25519, HKDF-SHA256, AES-256-GCM). */
export function close(plain, own, other, about) {
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv("aes-256-gcm", shared(own, other), nonce).setAAD(about);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function open(sealed, own, other, about) {
  const cipher = crypto.createDecipheriv("aes-256-gcm", shared(own, other), sealed.subarray(0, 12));
  cipher.setAAD(about).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]);
}

/** What is sealed is a whole `temporal.api.common.v1.Payload`, deflated if that is long. */
export function openPayload({ metadata, data }, own, other) {
  const about = Buffer.from(["encryption-key-id", "reader", "way", "run"].map((name) => metadata[name]).join("|"));
  const plain = open(bytes(data), own, other, about);
  return payload(plain[0] === 0x78 ? inflateSync(plain) : plain);
}

function shared(own, other) {
  const secret = crypto.diffieHellman({ privateKey: own, publicKey: publicKey("x25519", bytes(other)) });
  return hkdf(secret, "one-matter/sealed");
}

/** Protobuf by hand, for the example's sake: map<string, bytes> metadata = 1; bytes data = 2. */
function payload(message) {
  const read = { metadata: {}, data: Buffer.alloc(0) };
  for (const [field, value] of fields(message)) {
    if (field === 1) {
      const entry = new Map(fields(value));
      read.metadata[entry.get(1).toString()] = entry.get(2).toString();
    }
    if (field === 2) read.data = value;
  }
  return read;
}

function* fields(message) {
  for (let at = 0; at < message.length; ) {
    const field = message[at++] >> 3;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    yield [field, message.subarray(at, (at += length))];
  }
}

const { identity, engine, word, said, answer } = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url)));
const seed = bytes(identity.seed);
const own = sealingKey(seed);
assert.equal(publicText(own), identity.sealing, "the key that answers are sealed for");
assert.equal(sha256(word.says), word.digest, "the digest of the bytes that are sent");

const claims = {
  aud: `${word.namespace}/${word.run}#${word.message}`,
  jti: word.command,
  iat: word.at,
  exp: word.at + 300,
  digest: word.digest,
  speaker: { actor: "platform-1", role: "platform", person: "P-1" },
  reply: identity.sealing,
};
assert.equal(claims.aud, word.aud, "what the word is for");
assert.equal(sign({ kid: identity.kid, seed, claims }), word.word, "the signed word");
assert.equal(sha256(word.word), word.mark, "what a second person signs who confirms it");

const sent = openPayload(said.sealed, own, engine.public);
assert.deepEqual(sent.metadata, { encoding: said.plain.encoding, word: said.plain.word }, "what was sealed for it");
assert.deepEqual(sent.data, bytes(said.plain.data));

const heard = openPayload(answer.sealed, own, engine.public);
assert.equal(heard.metadata.heard, word.digest, "the answer is to what was said");
assert.deepEqual(heard.data, bytes(answer.plain.data), "what the engine answers");

const about = Buffer.from(`${engine.id}|${identity.sealing}|to-engine|${word.run}`);
assert.deepEqual(open(close(seed, own, engine.public, about), own, engine.public, about), seed, "closed and opened");
console.log("all vectors agree");
