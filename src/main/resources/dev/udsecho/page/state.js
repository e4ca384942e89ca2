/** What the service's answer means for a client, in words. */

const DETAILS = {
  owner: "The path leads to this process, and a round trip through it has just worked.",
  standby: "This process takes over when that one leaves.",
  starting: "This process is on its way to the path.",
  draining: "This process shuts down, and still serves connected clients.",
};

/** The state: its kind (good, wait or bad), a word or two for the title, a headline that begins with them, and a sentence. */
export function stateOf({ socket, roundTrip }) {
  const problem = roundTrip?.problem;
  const [kind, title, means] = verdict(socket, problem);
  const detail = problem ? sentence(problem) : (DETAILS[socket.role] ?? "");
  return { kind, title, headline: `${title}: ${means}`, detail };
}

function verdict({ role, published }, problem) {
  if (role === "starting") {
    return ["wait", "Starting", "no client can come yet"];
  }
  if (role === "draining") {
    return ["bad", "Draining", "no new client can come"];
  }
  if (role === "standby") {
    return problem
      ? ["bad", "Standing by", "the path's owner does not answer"]
      : ["wait", "Standing by", "another process serves the path"];
  }
  if (!published) {
    return ["bad", "Not published", "no client can come"];
  }
  return problem ? ["bad", "No answer", "the socket is there, and does not echo"] : ["good", "Published", "a client can come"];
}

/** A problem with a capital and a full stop. */
export function sentence(problem) {
  return problem.charAt(0).toUpperCase() + problem.slice(1) + (/[.!?]$/.test(problem) ? "" : ".");
}
