// A platform in JavaScript, over HTTP: files a case, follows it, and sends the supplement when that is asked for.
//
//   FACE=https://… TOKEN=… node example.mjs submission.json supplement.json      (Node 18 or newer)
//
// The id of a submission is made once and kept: the same id is the same case, however often this is started.

import { readFileSync } from "node:fs";

const { FACE, TOKEN } = process.env;
const [submission, supplement] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));

/** Whatever is not 2xx is a problem (RFC 9457), in the words of the SDK. */
async function call(path, { body, ...more } = {}) {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...more };
  const answer = await fetch(FACE + path, { method: body ? "POST" : "GET", headers, body });
  if (answer.ok) return answer;
  const problem = await answer.json();
  throw new Error([problem.type, problem.detail, ...problem.wrong_fields.map((one) => one.path)].join("\n"));
}

/** Server-sent events: a stream that breaks off is asked for again, and goes on with what there is now. */
async function* watch(id) {
  for (;;) {
    try {
      const { body } = await call(`/cases/${id}/watch`);
      let rest = "";
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        const told = (rest + chunk).split(/\r?\n\r?\n/);
        rest = told.pop();
        yield* told.map(event).filter(({ kind }) => kind);
      }
      return; // the case is closed
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // so fetch tells that a connection broke
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

function event(text) {
  const lines = text.split(/\r?\n/);
  const of = (field) => lines.filter((line) => line.startsWith(field)).map((line) => line.slice(field.length).trim());
  return { kind: of("event:")[0], data: of("data:").join("\n") };
}

const receipt = await (await call("/cases", { body: submission })).json();
console.log("收件", receipt.acceptance_number || "须补正");

let answered = 0;
for await (const { kind, data } of watch(JSON.parse(submission).id)) {
  const progress = JSON.parse(data);
  if (kind === "Problem") throw new Error(progress.detail);
  console.log(progress.stage, progress.items.map((item) => `${item.name}：${item.state}`).join("，"));
  for (const notice of progress.notices.filter((one) => one.open && one.number > answered)) {
    for (const point of notice.points) console.log("须补正", point.says, point.mend);
    answered = notice.number;
    const path = `/cases/${progress.case}/supplement`;
    const told = await (await call(path, { body: supplement, "idempotency-key": crypto.randomUUID() })).json();
    console.log("已补正", told.accepted);
  }
}
