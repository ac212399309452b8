namespace Foyer.Bench.Load;

/// <summary>How one talks to a kind of server: how to come in, and how to say something.</summary>
internal sealed record PeerProtocol
{
    public required Func<LoadClient, string> Path { get; init; }

    /// <summary>Further header lines of the upgrade, each with its CR LF.</summary>
    public Func<LoadClient, string> Headers { get; init; } = _ => "";

    /// <summary>What is said and heard before a client is in its room.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>A message to the client's room that carries the marker.</summary>
    public required Func<LoadClient, string, string> Message { get; init; }

    /// <summary>
    /// How what is delivered begins, where it carries no marker: it is counted only, and its sender does not hear it.
    /// </summary>
    public byte[]? Unmarked { get; init; }

    /// <summary>What ends each message, where one frame may hold several.</summary>
    public byte? End { get; init; }

    /// <summary>A frame of the server's own keep-alive and what it wants to hear.</summary>
    public (byte[] Heard, string Said)? KeepAlive { get; init; }
}

/// <param name="Say">Sent first, where not null.</param>
/// <param name="Hear">Part of the frame that ends the step.</param>
internal sealed record Step(Func<LoadClient, string>? Say, byte[] Hear);
