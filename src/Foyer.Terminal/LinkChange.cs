using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>What comes from the server's side.</summary>
internal abstract record LinkChange;

/// <summary>Connected and known, for the first time or again.</summary>
internal sealed record SignedIn(JsonElement Welcome) : LinkChange;

internal sealed record Received(Envelope Envelope) : LinkChange;

/// <summary>The connection is gone; the next try comes by itself.</summary>
internal sealed record Lost(string Why, TimeSpan Delay) : LinkChange;

/// <summary>There will be no other try.</summary>
internal sealed record Ended(string Why) : LinkChange;

/// <summary>The server asks on the way back in for what only the person knows; <see cref="ServerLink.Reply"/> takes the answer.</summary>
/// <param name="Said">What it said before, such as why the last answer was wrong; "" when nothing.</param>
internal sealed record Asked(string Question, string Said) : LinkChange;
