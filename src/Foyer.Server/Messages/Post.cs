using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A draft on its way through the writer, and what became of it.</summary>
/// <param name="origin">The connection that sent it, which is answered by the message itself; null for other doors.</param>
/// <param name="settled">Told of the result, on the writer's thread.</param>
public sealed class Post(Caller caller, Draft draft, Connection? origin, Action<Post> settled) : Append
{
    public Caller Caller => caller;

    public Draft Draft => draft;

    public Connection? Origin => origin;

    /// <summary>Null when the text has no @. Found here, so that the writer has less to do.</summary>
    internal IReadOnlyList<PossibleMention>? PossibleMentions { get; } = MentionGrammar.Find(draft.Words);

    internal Named Named { get; set; } = Named.Nobody;

    /// <summary>The stored message; for a repeated <c>client_id</c> the first one.</summary>
    public Message? Message { get; set; }

    /// <summary>False when this <c>client_id</c> had been stored before (contract section 5).</summary>
    public bool IsNew { get; set; }

    public override void Settle() => settled(this);
}
