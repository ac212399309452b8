using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// The audit trail: every use of a power, and every try that was refused, in the transaction of the deed itself.
/// </summary>
public sealed partial class Trail(Database database, Writer writer, ILogger<Trail> log)
{
    private const int LongestSubject = 254;

    /// <summary>Does what is asked and notes it. A refused deed has written nothing, so its note alone stays.</summary>
    /// <param name="act">Refuses before it writes.</param>
    public async Task<Outcome<T>> KeepAsync<T>(Deed deed, Func<Write, Outcome<T>> act, CancellationToken cancel)
    {
        var kept = await writer.WriteAsync<Outcome<T>>(
            write =>
            {
                var outcome = act(write);
                Add(write, deed, outcome.Refusal?.Code);
                return outcome;
            },
            cancel
        );
        return kept.Refused(out var refusal, out var done) ? refusal : done;
    }

    /// <summary>Notes a try that was refused before it came to a deed (S002-15).</summary>
    public Task RefusedAsync(Deed deed, Refusal refusal, CancellationToken cancel) =>
        KeepAsync<Done>(deed, _ => refusal, cancel);

    /// <summary>A step: what somebody did with a power in a slice below.</summary>
    public void Note(Write write, Caller by, string action, string? subject, string detail) =>
        Add(write, new Deed(new Actor(by), action, subject, detail), refused: null);

    /// <summary>The latest first; one more than the limit says that there is more.</summary>
    public Task<List<TrailLine>> ReadAsync(TrailFilter filter, long? before, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<TrailLine>(
                    $"""
                    select id, created_at as CreatedAt, by_id as ById, by_name as ByName, action, subject_id as SubjectId, subject, detail, refused
                    from audit where id < @before {Conditions(db, filter)} order by id desc limit @limit
                    """,
                    new
                    {
                        before = before ?? long.MaxValue,
                        limit,
                        filter.Action,
                        by = Key(filter.By),
                        subject = Key(filter.Subject),
                    }
                ),
            cancel
        );

    /// <summary>The kinds of deeds in the trail.</summary>
    public Task<List<string>> ActionsAsync(CancellationToken cancel) =>
        database.ReadAsync(db => db.List<string>("select distinct action from audit order by action"), cancel);

    private static string? Key(string? text) => text is null ? null : TextKey.Of(text);

    private static string Conditions(Reader db, TrailFilter filter) =>
        string.Concat(
            filter.By is null ? "" : $" and {db.Database.KeyOf("by_name")} = @by",
            filter.Action is null ? "" : " and action = @Action",
            filter.Subject is null ? "" : $" and {db.Database.KeyOf("subject")} = @subject",
            filter.Refused switch
            {
                null => "",
                true => " and refused is not null",
                false => " and refused is null",
            }
        );

    private void Add(Write write, Deed deed, string? refused)
    {
        var subject = deed.Subject is { Length: > LongestSubject } much ? much[..LongestSubject] : deed.Subject;
        var account = subject is null ? null : Account.ByName(write, subject);
        write.Execute(
            """
            insert into audit (created_at, by_id, by_name, action, subject_id, subject, detail, refused)
            values (@Now, @User, @Name, @Action, @subjectId, @subject, @Detail, @refused)
            """,
            new
            {
                write.Now,
                deed.By.User,
                deed.By.Name,
                deed.Action,
                subjectId = account?.Id,
                subject = account?.Username ?? subject,
                deed.Detail,
                refused,
            }
        );
        write.After(() => LogDeed(deed.Action, deed.By.User ?? 0, account?.Id ?? 0, refused ?? "done"));
    }

    [LoggerMessage(LogLevel.Information, "{Action} by user {By} on user {Subject}: {Result}")]
    private partial void LogDeed(string action, long by, long subject, string result);
}
