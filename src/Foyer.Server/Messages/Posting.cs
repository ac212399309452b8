using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Posts messages: by a door that waits for the answer, or by a live connection that gets it as a frame.</summary>
public sealed class Posting
{
    private readonly Writer writer;
    private readonly Spending spending;
    private readonly TimeProvider time;

    public Posting(
        Writer writer,
        Hub hub,
        Postscripts postscripts,
        EventLinks links,
        Spending spending,
        FoyerSettings settings,
        TimeProvider time
    )
    {
        this.writer = writer;
        this.time = time;
        this.spending = spending;
        writer.StoreAppendsWith(new PostLog(hub, postscripts, links, settings.Mail.Enabled, time).Store);
    }

    /// <summary>Answers after the message is stored, or says why it was not.</summary>
    public Task<Outcome<Posted>> PostAsync(Caller caller, Draft draft)
    {
        if (spending.Take(caller) is { } refusal)
            return Task.FromResult<Outcome<Posted>>(refusal);
        var answer = new TaskCompletionSource<Outcome<Posted>>(TaskCreationOptions.RunContinuationsAsynchronously);
        writer.Add(
            new Post(
                caller,
                draft,
                null,
                post => answer.SetResult(post.Refusal is { } refused ? refused : new Posted(post.Message!, post.IsNew))
            )
        );
        return answer.Task;
    }

    /// <summary>
    /// Answers on the connection itself: with the stored message like to everybody present, with the first one for a
    /// repeated <c>client_id</c>, or with an error. Called on the connection's shard.
    /// </summary>
    public void Post(Caller caller, Draft draft, Connection origin)
    {
        if (spending.Take(caller) is { } refusal)
            origin.Refuse(refusal, draft.ClientId);
        else
            writer.Add(new Post(caller, draft, origin, Answer));
    }

    private void Answer(Post post)
    {
        var origin = post.Origin!;
        if (post.Refusal is { } refusal)
            origin.Shard.Post(() => origin.Refuse(refusal, post.Draft.ClientId));
        else if (!post.IsNew)
        {
            var frame = MessageJson.Encode(post.Message!, own: true, time.GetUtcNow());
            origin.Shard.Post(() => origin.Send(frame));
        }
    }
}
