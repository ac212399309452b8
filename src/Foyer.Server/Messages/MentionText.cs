namespace Foyer.Server.Messages;

/// <summary>A text whose mentions are looked up.</summary>
/// <param name="Author">Is not told of their own words.</param>
internal readonly record struct MentionText(long Chat, long? Author, IReadOnlyList<PossibleMention> Possible);
