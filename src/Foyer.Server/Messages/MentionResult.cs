namespace Foyer.Server.Messages;

/// <summary>What a text mentions.</summary>
/// <param name="Json">As messages store and carry it.</param>
/// <param name="Named">Members of the room who are mentioned, and so told.</param>
internal sealed record MentionResult(string Json, Named Named);
