using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>An event of the connection to the server.</summary>
internal abstract record LinkChange;

/// <summary>Connected and signed in, for the first time or again.</summary>
internal sealed record SignedIn(JsonElement Welcome) : LinkChange;

internal sealed record Received(Envelope Envelope) : LinkChange;

/// <summary>The connection is lost; the next attempt is automatic.</summary>
internal sealed record Lost(string Why, TimeSpan Delay) : LinkChange;

/// <summary>The connection has ended, without another attempt.</summary>
internal sealed record Ended(string Why) : LinkChange;

/// <summary>
/// The server asks for input of the user while the terminal reconnects; <see cref="ServerLink.Reply"/> sends the answer.
/// </summary>
/// <param name="Said">The server's text before the question, such as why the last answer was wrong; "" for none.</param>
internal sealed record Asked(string Question, string Said) : LinkChange;
