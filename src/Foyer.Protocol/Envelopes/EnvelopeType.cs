namespace Foyer.Protocol.Envelopes;

/// <summary>What an envelope is about (contract section 7, S004-29). The numbers stand on the wire in the binary codec.</summary>
public enum EnvelopeType : byte
{
    /// <summary>Which protocol a side speaks; the first envelope of each side (S004-30).</summary>
    Version = 1,

    /// <summary>What the server asks, how a step went, requests and answers, and every live event but messages (S004-31).</summary>
    System = 2,

    /// <summary>One answer of the client on its way in: kind and value (S004-33).</summary>
    Login = 3,

    /// <summary>A message, new or changed (S004-34).</summary>
    Message = 4,
}
