namespace Foyer.Server.Messages;

/// <summary>A part of a message that names an account.</summary>
/// <param name="User">0 for @all and @here.</param>
/// <param name="From">Where the @ stands in the text, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units, with the @.</param>
public readonly record struct Mention(long User, int From, int Length);
