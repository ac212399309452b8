namespace Foyer.Protocol.WebSockets;

/// <summary>The rules of a <see cref="FrameParser"/>. One instance is shared by all connections of a kind.</summary>
/// <param name="Limit">The maximum length of a message in bytes, assembled from all its fragments.</param>
/// <param name="Binary">Whether binary messages are accepted; else they close the connection with 1003.</param>
/// <param name="FromClient">True at the server: frames must be masked. False at a client: they must not (RFC 6455, 5.1).</param>
public sealed record FrameRules(int Limit, bool Binary = false, bool FromClient = true)
{
    /// <summary>
    /// Returns the violation of a data frame's length or kind, as known from its header alone; null when there is none.
    /// </summary>
    internal Violation? Refuse(Opcode opcode, long length, int before) =>
        opcode == Opcode.Binary && !Binary ? Violation.Binary
        : length > Limit - before ? Violation.TooBig
        : null;
}
