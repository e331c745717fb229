/** The phone's calls to the server, as the core wants them: {status, json, retryAfter}, or an error where there is no network. */

const PATIENCE = 60_000; // ms; a slow network is not yet none

/** Call `/may/<path>`; `device` {uid, secret} signs the call. @throws {TypeError} no network */
export async function call(path, body, device = null) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  if (device) headers.Authorization = `Device ${device.uid}.${device.secret}`;
  const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
  const answer = await fetch(`/may/${path}`, { method: "POST", headers, body: JSON.stringify(body), signal, credentials: "omit", cache: "no-store" });
  const json = await answer.json().catch(() => null);
  return { status: answer.status, json, retryAfter: Number(answer.headers.get("Retry-After")) || 0 };
}

/** The core's transport of one phone. */
export const transport = (device) => (path, body) => call(path, body, device);

/** What an answer says to a person: "" when all went well. */
export function refusal({ status, json }) {
  if (status >= 200 && status < 300 && json) return "";
  if (json?.sentence) return json.sentence;
  return status === 503 || status === 429 ? "Đang có nhiều máy cùng gửi. Mời đợi một phút rồi chạm lại." : "Sổ chung chưa trả lời. Mời đợi một lúc rồi chạm lại.";
}

/** Said when a call could not leave the phone. */
export const NO_NETWORK = "Chưa có mạng nên máy chưa hỏi được. Có mạng rồi, mời chạm lại.";
