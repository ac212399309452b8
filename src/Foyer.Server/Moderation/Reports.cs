using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Reports of messages: one a person and message, a queue for moderators, the outcome told to who reported.</summary>
public sealed class Reports(Database database, Writer writer, MessageStore messages, AuditLog auditLog, Inbox inbox)
{
    private static readonly Refusal OwnMessage = Refusal.Of(
        403,
        "permission_denied",
        "You cannot report your own message."
    );

    /// <summary>The report, and whether it is new.</summary>
    public Task<Outcome<(Report Report, bool IsNew)>> ReportAsync(
        Caller caller,
        long message,
        string reason,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<(Report, bool)>(
            write =>
            {
                if (messages.FindReadable(write, caller, message).Refused(out var refusal, out var found))
                    return refusal;
                if (found.Message.IsDeleted)
                    return Refusal.MessageDeleted;
                if (found.Message.User == caller.User || found.Message.ShownKind == MessageKind.System)
                    return OwnMessage;
                var added = write.Execute(
                    """
                    insert into reports (message_id, by_id, reason, created_at) values (@message, @User, @reason, @Now)
                    on conflict (message_id, by_id) do nothing
                    """,
                    new
                    {
                        message,
                        caller.User,
                        reason,
                        write.Now,
                    }
                );
                return (Report.Find(write, message, caller.User)!, added > 0);
            },
            cancel
        );

    /// <summary>The queue with the reported messages as they are now.</summary>
    public Task<Outcome<List<(Report Report, Message Message)>>> ListAsync(
        Caller caller,
        ReportStatus? status,
        long? before,
        int limit,
        CancellationToken cancel
    ) =>
        database.ReadAsync<Outcome<List<(Report, Message)>>>(
            db =>
            {
                if (!caller.Role.IsAtLeast(ServerRole.Moderator))
                    return Refusal.PermissionDenied;
                var reports = Report.List(db, status, before, limit);
                return reports.ConvertAll(report => (report, messages.Find(db, report.Message)!));
            },
            cancel
        );

    /// <summary>Ends a report, or opens it again; who reported is told.</summary>
    public Task<Outcome<(Report Report, Message Message)>> CloseAsync(
        Actor by,
        long id,
        ReportStatus status,
        string? note,
        CancellationToken cancel
    ) =>
        auditLog.RunAsync<(Report, Message)>(
            new AuditAction(by, "report", null, $"{id}: {status.ToText()}"),
            write =>
            {
                if (Permissions.Check(write, by, ServerRole.Moderator) is { } refusal)
                    return refusal;
                if (Report.Find(write, id) is not { } report)
                    return Refusal.NotFound;
                write.Execute(
                    "update reports set status = @status, note = @note, closed_by = @User, closed_at = @closed where id = @id",
                    new
                    {
                        id,
                        status = status.ToText(),
                        note,
                        by.User,
                        closed = status == ReportStatus.Open ? (long?)null : write.Now,
                    }
                );
                if (status != ReportStatus.Open && status != report.Status && report.By is { } reporter)
                    inbox.Add(write, new Notice(reporter, NoticeKind.Moderation, Told(status, note)));
                return (Report.Find(write, id)!, messages.Find(write, report.Message)!);
            },
            cancel
        );

    private static string Told(ReportStatus status, string? note)
    {
        var decided =
            status == ReportStatus.Resolved
                ? "A moderator has dealt with the message you reported."
                : "A moderator looked at the message you reported and let it stand.";
        return note is null ? decided : $"{decided} {note}";
    }
}
