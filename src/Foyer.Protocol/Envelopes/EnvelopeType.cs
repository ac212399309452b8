namespace Foyer.Protocol.Envelopes;

/// <summary>The kind of an envelope. The numbers are sent by the binary codec.</summary>
public enum EnvelopeType : byte
{
    /// <summary>The protocol version of a side; the first envelope of each side.</summary>
    Version = 1,

    /// <summary>
    /// Questions of the server, results of sign-in steps, requests and responses, and all live events except messages.
    /// </summary>
    System = 2,

    /// <summary>One answer of the client during sign-in: kind and value.</summary>
    Login = 3,

    /// <summary>A message, new or changed.</summary>
    Message = 4,
}
