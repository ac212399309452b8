namespace Foyer.Bench.Load;

/// <summary>The protocol of a kind of server: how a client enters a room, and how it sends a message.</summary>
internal sealed record PeerProtocol
{
    public required Func<LoadClient, string> Path { get; init; }

    /// <summary>Further header lines of the upgrade, each with its CR LF.</summary>
    public Func<LoadClient, string> Headers { get; init; } = _ => "";

    /// <summary>The exchange before a client is in its room.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>A message to the client's room that carries the marker.</summary>
    public required Func<LoadClient, string, string> Message { get; init; }

    /// <summary>
    /// The beginning of delivered frames without a marker: they are only counted, and the sender does not receive its own.
    /// </summary>
    public byte[]? Unmarked { get; init; }

    /// <summary>The byte that ends each message, where one frame may contain several.</summary>
    public byte? End { get; init; }

    /// <summary>The server's keep-alive frame and the expected reply.</summary>
    public (byte[] Heard, string Said)? KeepAlive { get; init; }
}

/// <param name="Say">Sent first, when not null.</param>
/// <param name="Hear">Part of the frame that completes the step.</param>
internal sealed record Step(Func<LoadClient, string>? Say, byte[] Hear);
