namespace Foyer.Protocol.WebSockets;

/// <summary>
/// A violation of RFC 6455, and the code to close with. The instances are shared; none is created per connection.
/// </summary>
internal sealed record Violation(CloseCode Code, string Reason)
{
    public static readonly Violation ReservedBits = Protocol("reserved bits are set");
    public static readonly Violation UnknownOpcode = Protocol("unknown opcode");
    public static readonly Violation Unmasked = Protocol("frames of a client are masked");
    public static readonly Violation Masked = Protocol("frames of a server are not masked");
    public static readonly Violation LongControl = Protocol("a control frame holds at most 125 bytes");
    public static readonly Violation FragmentedControl = Protocol("a control frame is whole");
    public static readonly Violation WastefulLength = Protocol("the length is not in its shortest form");
    public static readonly Violation NegativeLength = Protocol("the length has its highest bit set");
    public static readonly Violation NothingToContinue = Protocol("nothing to continue");
    public static readonly Violation Interleaved = Protocol("the message before is not finished");
    public static readonly Violation HalfCode = Protocol("a close code has two bytes");
    public static readonly Violation UnknownCode = Protocol("not a close code");
    public static readonly Violation Binary = new(CloseCode.UnsupportedData, "send text");
    public static readonly Violation InvalidText = new(CloseCode.InvalidText, "the text is not UTF-8");
    public static readonly Violation TooBig = new(CloseCode.TooBig, "the message is too long");

    private static Violation Protocol(string reason) => new(CloseCode.ProtocolError, reason);
}
