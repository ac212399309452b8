using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Posts messages: by a door that waits for the answer, or by a live connection that gets it as a frame.</summary>
public sealed class Posting
{
    private readonly Writer writer;
    private readonly ActionLimiter limiter;
    private readonly TimeProvider time;

    public Posting(Writer writer, PostStore posts, ActionLimiter limiter, TimeProvider time)
    {
        this.writer = writer;
        this.time = time;
        this.limiter = limiter;
        writer.StoreAppendsWith(posts.Store);
    }

    /// <summary>Answers after the message is stored, or says why it was not.</summary>
    public Task<Outcome<PostResult>> PostAsync(Caller caller, Draft draft)
    {
        if (limiter.TryTake(caller) is { } refusal)
            return Task.FromResult<Outcome<PostResult>>(refusal);
        var answer = new TaskCompletionSource<Outcome<PostResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        writer.Add(
            new PendingPost(
                caller,
                draft,
                null,
                post =>
                    answer.SetResult(post.Refusal is { } refused ? refused : new PostResult(post.Message!, post.IsNew))
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
        if (limiter.TryTake(caller) is { } refusal)
            origin.Refuse(refusal, draft.ClientId);
        else
            writer.Add(new PendingPost(caller, draft, origin, Answer));
    }

    private void Answer(PendingPost post)
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

/// <summary>A stored message, and whether this request stored it.</summary>
public sealed record PostResult(Message Message, bool IsNew);
