namespace Foyer.Protocol.WebSockets;

/// <summary>What a <see cref="FrameParser"/> allows. One value is shared by all connections of a kind.</summary>
/// <param name="Limit">Longest message in bytes, assembled from all its fragments.</param>
/// <param name="Binary">Whether binary messages are taken; else they close with 1003.</param>
/// <param name="FromClient">True at the server: frames must be masked. False at a client: they must not (RFC 6455, 5.1).</param>
public sealed record FrameRules(int Limit, bool Binary = false, bool FromClient = true)
{
    /// <summary>What speaks against a data frame's length and kind, known from its header alone.</summary>
    internal Violation? Refuse(Opcode opcode, long length, int before) =>
        opcode == Opcode.Binary && !Binary ? Violation.Binary
        : length > Limit - before ? Violation.TooBig
        : null;
}
