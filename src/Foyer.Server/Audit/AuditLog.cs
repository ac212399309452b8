using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Audit;

/// <summary>
/// The audit trail: every use of a power, and every try that was refused, in the transaction of the deed itself.
/// </summary>
public sealed partial class AuditLog(Database database, Writer writer, ILogger<AuditLog> log)
{
    private const int LongestSubject = 254;

    /// <summary>Runs the action and records it. A refused action has written nothing, so only its entry is stored.</summary>
    /// <param name="act">Must refuse before it writes.</param>
    public async Task<Outcome<T>> RunAsync<T>(AuditAction action, Func<Write, Outcome<T>> act, CancellationToken cancel)
    {
        var view = await writer.WriteAsync<Outcome<T>>(
            write =>
            {
                var outcome = act(write);
                Add(write, action, outcome.Refusal?.Code);
                return outcome;
            },
            cancel
        );
        return view.Refused(out var refusal, out var done) ? refusal : done;
    }

    /// <summary>Records an attempt that was refused before the action ran.</summary>
    public Task AddRefusedAsync(AuditAction action, Refusal refusal, CancellationToken cancel) =>
        RunAsync<Done>(action, _ => refusal, cancel);

    /// <summary>A step: records a privileged action of a lower layer.</summary>
    public void AddEntry(Write write, Caller by, string action, string? subject, string detail) =>
        Add(write, new AuditAction(new Actor(by), action, subject, detail), refused: null);

    /// <summary>Returns the latest entries first, one more than the limit when there are more.</summary>
    public Task<List<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<AuditEntry>(
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
    public Task<List<string>> ListActionsAsync(CancellationToken cancel) =>
        database.ReadAsync(db => db.List<string>("select distinct action from audit order by action"), cancel);

    private static string? Key(string? text) => text is null ? null : TextKey.Of(text);

    private static string Conditions(Reader db, AuditFilter filter) =>
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

    private void Add(Write write, AuditAction action, string? refused)
    {
        var subject = action.Subject is { Length: > LongestSubject } much ? much[..LongestSubject] : action.Subject;
        var account = subject is null ? null : Account.ByName(write, subject);
        write.Execute(
            """
            insert into audit (created_at, by_id, by_name, action, subject_id, subject, detail, refused)
            values (@Now, @User, @Name, @Action, @subjectId, @subject, @Detail, @refused)
            """,
            new
            {
                write.Now,
                action.By.User,
                action.By.Name,
                action.Action,
                subjectId = account?.Id,
                subject = account?.Username ?? subject,
                action.Detail,
                refused,
            }
        );
        write.After(() => LogDeed(action.Action, action.By.User ?? 0, account?.Id ?? 0, refused ?? "done"));
    }

    [LoggerMessage(LogLevel.Information, "{Action} by user {By} on user {Subject}: {Result}")]
    private partial void LogDeed(string action, long by, long subject, string result);
}

/// <summary>A privileged action, as the audit log stores it.</summary>
/// <param name="Action">kick, ban, unban, kill …</param>
/// <param name="Subject">The name of the user who is acted on, as typed; null when the action concerns no user.</param>
/// <param name="Detail">Seconds, reason, role.</param>
public sealed record AuditAction(Actor By, string Action, string? Subject = null, string? Detail = null);
