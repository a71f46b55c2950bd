// Ask the service what somebody owes, and what it says of an application that it refuses.
//
//   node dist/client.js http://127.0.0.1:8000 ja
//
// Everybody here is invented. Bodies of requests hold personal data: send them over nothing but TLS or loopback.

import type {
  DutyOut,
  EventIn,
  FactsIn,
  JudgementOut,
  OtherProblem,
  Problem,
  SituationIn,
  SituationOut,
} from "./api.js";

type Answered<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** What each end point takes and gives, so that no body is sent to the wrong one. */
interface EndPoints {
  "/situations": { takes: FactsIn; gives: SituationOut };
  "/events": { takes: EventIn; gives: SituationOut };
  "/judgements": { takes: EventIn; gives: JudgementOut };
  "/duties": { takes: SituationIn; gives: DutyOut[] };
}

class Client {
  constructor(
    private readonly url: string,
    private readonly lang: "en" | "ja",
  ) {}

  /** Ask; a refusal by the service is a value, and only a broken connection is thrown. */
  async ask<P extends keyof EndPoints>(
    path: P,
    body: EndPoints[P]["takes"],
    on?: string,
  ): Promise<Answered<EndPoints[P]["gives"]>> {
    const query = new URLSearchParams({ lang: this.lang, ...(on === undefined ? {} : { on }) });
    const answer = await fetch(`${this.url}${path}?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const said: unknown = await answer.json();
    return answer.ok
      ? { ok: true, value: said as EndPoints[P]["gives"] }
      : { ok: false, problem: said as Problem };
  }
}

/** Say what went wrong. A kind of problem that is not dealt with here does not compile. */
function explained(problem: Problem): string {
  switch (problem.code) {
    case "lifecycle.refused":
      return [...problem.reasons, ...problem.instead].map((one) => `${one.code}: ${one.text}`).join("\n");
    case "facts":
      return `facts to ask for: ${problem.missing.join(", ") || "none"}; ${problem.text}`;
    case "document":
      return `document (${problem.reason}): ${problem.text}`;
    case "request.invalid":
      return problem.places.map((one) => `${one.at}: ${one.type}`).join("\n");
    default:
      return other(problem);
  }
}

function other(problem: OtherProblem): string {
  return `${problem.code} (${problem.status}): ${problem.text}`;
}

function need<T>(answered: Answered<T>): T {
  if (!answered.ok) {
    throw new Error(explained(answered.problem));
  }
  return answered.value;
}

const [url, lang] = process.argv.slice(2);
if (url === undefined || (lang !== "en" && lang !== "ja")) {
  console.error("usage: node dist/client.js URL en|ja");
  process.exit(2);
}
const client = new Client(url, lang);
const today = "2026-09-01";

const { situation } = need(
  await client.ask(
    "/situations",
    {
      facts: {
        born: "1994-05-02",
        municipality: "131016",
        status: "engineer_humanities_intl",
        stay_until: "2026-10-31",
        card: { form: "form_2012", issued_on: "2023-10-20", valid_until: "2026-10-31" },
        my_number_card: { valid_until: "2026-10-31" },
      },
    },
    today,
  ),
);

const online: EventIn["event"] = {
  tokutei: "event/1",
  kind: "file_extension",
  on: today,
  channel: "online",
  specified_card: true,
};
const refused = await client.ask("/events", { situation, event: online });
console.log("== online ==");
console.log(refused.ok ? "not refused" : explained(refused.problem));

const filed = need(await client.ask("/events", { situation, event: { ...online, channel: "counter" } }));
console.log("== duties ==");
for (const duty of need(await client.ask("/duties", { situation: filed.situation }, "2026-11-02"))) {
  console.log(`${duty.kind} ${duty.due_on ?? "-"} ${duty.text}`);
}

console.log("== errors ==");
const early = await client.ask("/situations", { facts: { born: "1994-05-02" } }, "2000-01-01");
console.log(early.ok ? "answered" : explained(early.problem));
const dayless = await client.ask("/duties", { situation });
console.log(dayless.ok ? "answered" : explained(dayless.problem));
