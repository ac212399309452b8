namespace Foyer.Server.Messages;

/// <summary>An @ with text behind it that is a mention if one of its names exists.</summary>
/// <param name="From">Where the @ stands in the message, in UTF-16 units.</param>
/// <param name="Names">The longest first: names may contain spaces, so one @ can be read in several ways.</param>
public sealed record PossibleMention(int From, IReadOnlyList<PossibleName> Names);

/// <param name="Length">UTF-16 units of the name, without the @.</param>
/// <param name="Key">The name as accounts are looked up by it.</param>
public readonly record struct PossibleName(int Length, string Key);
