using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>A draft on its way through the writer, and what became of it.</summary>
/// <param name="origin">The connection that sent it, which is answered by the message itself; null for other doors.</param>
/// <param name="settled">Told of the result, on the writer's thread.</param>
public sealed class PendingPost(Caller caller, Draft draft, Connection? origin, Action<PendingPost> settled)
    : PostAppend
{
    public Caller Caller => caller;

    public Draft Draft => draft;

    public Connection? Origin => origin;

    /// <summary>Null when the text has no @. Found here, so that the writer has less to do.</summary>
    internal IReadOnlyList<PossibleMention>? PossibleMentions { get; } = MentionGrammar.Find(draft.Body);

    internal MentionSet Mentions { get; set; } = MentionSet.Nobody;

    /// <summary>The stored message; for a repeated <c>client_id</c> the first one.</summary>
    public Message? Message { get; set; }

    /// <summary>False when this <c>client_id</c> had been stored before.</summary>
    public bool IsNew { get; set; }

    public override void Settle() => settled(this);
}
