using System.Net;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Files;
using Foyer.Server.Events;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Storage;

/// <summary>
/// In each queue that the database holds, one item fails each time it is attempted: the database itself refuses it. The
/// others are done in the same round, admins see the failure, and the item is abandoned.
/// </summary>
public sealed class WorkItemsTests
{
    /// <param name="Rows">Puts two items in, "poison" first.</param>
    /// <param name="Trigger">What fails of it, as SQLite has it: <c>before … when …</c>.</param>
    /// <param name="Done">Counts 1 when the other one is done.</param>
    private sealed record Case(string Rows, string Trigger, string Done, Func<TestServer, Task> Run);

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["event reminders"] = new(
            "update events set starts_at = @now + 23 * @hour, ends_at = @now + 24 * @hour, scheduled_at = 0",
            "update of reminded_day_at on events when old.title = 'poison'",
            "select count(*) from events where title = 'fine' and reminded_day_at is not null",
            TickAsync
        ),
        ["waitlist offers"] = new(
            """
            insert into bookings (id, event_id, user_id, status, queue_number, offer_until, created_at)
            select 'b-' || title, id, (select id from users where username = 'ben'), 'waitlisted', 1, 1, 1 from events
            """,
            "delete on bookings when old.id = 'b-poison'",
            "select 1 - count(*) from bookings where id = 'b-fine'",
            TickAsync
        ),
        ["event rooms"] = new(
            "update events set starts_at = 1, ends_at = 2",
            "update on chats when new.archived_at is not null and old.id = (select chat_id from events where title = 'poison')",
            "select count(*) from chats c join events e on e.chat_id = c.id where e.title = 'fine' and c.archived_at is not null",
            TickAsync
        ),
        ["cancelled events' rooms"] = new(
            """
            insert into cancelled_events (id, sequence, date, time_zone, starts_at, ends_at, cancelled_at, chat_id)
            select 'c-' || title, 1, '2026-01-01', 'UTC', 1, 2, @now - 25 * @hour, chat_id from events
            """,
            "delete on chats when old.id = (select chat_id from cancelled_events where id = 'c-poison')",
            "select 1 - count(*) from cancelled_events where id = 'c-fine' and chat_id is not null",
            TickAsync
        ),
        ["cancelled events"] = new(
            """
            insert into cancelled_events (id, sequence, date, time_zone, starts_at, ends_at, cancelled_at)
            select 'c-' || title, 1, '2026-01-01', 'UTC', 1, 2, 1 from events
            """,
            "delete on cancelled_events when old.id = 'c-poison'",
            "select 1 - count(*) from cancelled_events where id = 'c-fine'",
            TickAsync
        ),
        ["missed notifications"] = new(
            """
            insert into notifications (user_id, kind, from_id, created_at)
            select id, 'friend_request', (select id from users where username = 'ada'), @now - @hour from users
            where username in ('ben', 'cleo')
            """,
            "update of mailed_at on notifications when old.user_id = (select id from users where username = 'ben')",
            "select count(*) from notifications where mailed_at is not null and user_id = (select id from users where username = 'cleo')",
            server => server.Get<MissedMailJob>().SendDueAsync(CancellationToken.None)
        ),
        ["expired sessions"] = new(
            """
            insert into sessions (id, user_id, created_at, used_at, expires_at, address, agent, binding)
            select 's-' || column1, (select id from users where username = 'ben'), 1, 1, 2, '', '', 'none' from (values ('poison'), ('fine'))
            """,
            "delete on sessions when old.id = 's-poison'",
            "select 1 - count(*) from sessions where id = 's-fine'",
            TidyAsync
        ),
        ["expired links"] = new(
            """
            insert into links (hash, user_id, purpose, expires_at)
            select column1, (select id from users where username = 'ben'), 'reset', 1 from (values ('poison'), ('fine'))
            """,
            "delete on links when old.hash = 'poison'",
            "select 1 - count(*) from links where hash = 'fine'",
            TidyAsync
        ),
        ["expired passkey challenges"] = new(
            "insert into passkey_challenges (id, state, expires_at) values ('poison', '', 1), ('fine', '', 1)",
            "delete on passkey_challenges when old.id = 'poison'",
            "select 1 - count(*) from passkey_challenges where id = 'fine'",
            TidyAsync
        ),
        ["expired community invites"] = new(
            """
            insert into community_invites (hash, created_at, expires_at, uses_left) values ('poison', 1, 1, 1), ('fine', 1, 1, 1)
            """,
            "delete on community_invites when old.hash = 'poison'",
            "select 1 - count(*) from community_invites where hash = 'fine'",
            TidyAsync
        ),
        ["expired users"] = new(
            "update users set verified_at = null, created_at = 1 where username in ('ben', 'cleo')",
            "delete on users when old.username = 'ben'",
            "select 1 - count(*) from users where username = 'cleo'",
            TidyAsync
        ),
        ["uploads"] = new(
            "insert into attachments (file, name, type, size, created_at) values ('poison', 'a', 'b', 1, 1), ('fine', 'a', 'b', 1, 1)",
            "delete on attachments when old.file = 'poison'",
            "select 1 - count(*) from attachments where file = 'fine'",
            server => server.Get<UploadCleanupJob>().CleanUpAsync(CancellationToken.None)
        ),
    };

    public static TheoryData<string> Queues => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task An_item_that_fails_blocks_no_other_is_shown_to_admins_and_abandoned(string queue)
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync([
            .. post.Unconfirmed,
            "--Foyer:Limits:MailsPerHour=0",
            "--Foyer:TimeZone=UTC",
            "--Foyer:Events:RoomDays=1",
        ]);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        await PlanAsync(server, ada, "poison");
        await PlanAsync(server, ada, "fine");
        var (rows, trigger, done, run) = Cases[queue];
        await ExecuteAsync(server, rows);
        await ExecuteAsync(
            server,
            $"create trigger poison before {trigger} begin select raise(abort, 'poisoned'); end"
        );

        await run(server);

        (await ReadAsync(server, done)).ShouldBe(1);
        WebUtility.HtmlDecode((await ada.GetAsync("/admin")).ShouldBe(200).Text).ShouldContain("poisoned");
        (await FailureAsync(server, queue)).ShouldBe((1, 1, 0));
        for (var attempt = 2; attempt <= WorkItems.Attempts; attempt++)
        {
            server.Clock.Move(TimeSpan.FromMinutes(9));
            await run(server);
        }
        (await FailureAsync(server, queue)).ShouldBe((WorkItems.Attempts, 0, 1));
        server.Clock.Move(TimeSpan.FromMinutes(9));
        await run(server);
        (await FailureAsync(server, queue)).ShouldBe((WorkItems.Attempts, 0, 1));
    }

    [Fact]
    public async Task A_file_that_cannot_be_removed_keeps_no_other()
    {
        await using var server = await TestServer.StartAsync();
        var folder = Path.Combine(server.Data, "media", Attachment.Folder);
        Directory.CreateDirectory(folder);
        var (stuck, other) = (Path.Combine(folder, "a-stuck"), Path.Combine(folder, "b-other"));
        await File.WriteAllTextAsync(stuck, "");
        await File.WriteAllTextAsync(other, "");
        server.Clock.Move(TimeSpan.FromDays(400));
        // Not even root can remove a file that is in fact a folder with something in it.
        await ExecuteAsync(
            server,
            "insert into attachments (file, name, type, size, created_at) values ('c-folder', 'a', 'b', 1, 1), ('b-other', 'a', 'b', 1, 1)"
        );
        Directory.CreateDirectory(Path.Combine(folder, "c-folder", "inside"));

        await server.Get<UploadCleanupJob>().CleanUpAsync(CancellationToken.None);

        File.Exists(stuck).ShouldBeFalse();
        File.Exists(other).ShouldBeFalse();
        (await FailureAsync(server, "uploads")).Failures.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_cannot_be_indexed_keeps_no_other_from_being_found()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        await ada.SayAsync(lobby, "marmalade before");
        await FoundAsync(ada, "marmalade", 1);
        await ExecuteAsync(
            server,
            """
            create trigger poison before insert on messages_text_docsize
            when (select text from messages where id = new.id) like '%poison%' begin select raise(abort, 'poisoned'); end
            """
        );

        var poison = await ada.SayAsync(lobby, "marmalade poison");
        await ada.SayAsync(lobby, "marmalade after");
        await FoundAsync(ada, "marmalade after", 1);

        // A search reads what the index has not reached, so it is not what shows that the index went on.
        for (
            var look = 0;
            await ReadAsync(server, "select max(id) - (select indexed_to from messages_indexed) from messages") > 0;
            look++
        )
        {
            look.ShouldBeLessThan(400);
            await Task.Delay(50);
        }
        (await FailureAsync(server, "search index")).ShouldBe((1, 0, 1));
        (await ada.GetAsync("/admin")).Text.ShouldContain("search index");
        (await ada.DeleteAsync($"/api/messages/{poison}")).ShouldBe(204);
        await FoundAsync(ada, "marmalade", 2);
        (await ReadAsync(server, "select count(*) from failed_items where tries > 1")).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_who_cannot_be_told_keeps_nobody_else_from_a_reminder()
    {
        await using var server = await TestServer.StartAsync("--Foyer:TimeZone=UTC");
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        var id = await PlanAsync(server, ada, "fine");
        foreach (var person in new[] { ben, cleo })
            (await person.PutAsync($"/api/events/{id}/booking")).Status.ShouldBeLessThan(300);
        await ExecuteAsync(server, Cases["event reminders"].Rows);
        await ExecuteAsync(
            server,
            """
            create trigger poison before insert on notifications
            when new.kind = 'reminder' and new.user_id = (select id from users where username = 'ben')
            begin select raise(abort, 'poisoned'); end
            """
        );

        await TickAsync(server);

        (await cleo.GetAsync("/api/notifications")).Text.ShouldContain("reminder");
        (await FailureAsync(server, "event notices")).ShouldBe((1, 0, 1));
        (await FailureAsync(server, "event reminders")).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_message_that_cannot_be_stored_refuses_no_other_that_came_with_it()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        await ExecuteAsync(
            server,
            "create trigger poison before insert on messages when new.text = 'poison' begin select raise(abort, 'poisoned'); end"
        );
        using var hold = new ManualResetEventSlim();
        // The writer is kept busy, so that all of them are in its next batch.
        var held = server
            .Get<Writer>()
            .WriteAsync<Done>(_ =>
            {
                hold.Wait();
                return new Done();
            });

        var posts = Enumerable
            .Range(0, 20)
            .Select(number =>
                ada.PostAsync($"/api/chats/{lobby}/messages", new { text = number == 10 ? "poison" : "fine" })
            )
            .ToList();
        while (server.Get<Writer>().Waiting < 20)
            await Task.Delay(5);
        hold.Set();
        await held;

        var replies = await Task.WhenAll(posts);
        replies.Count(reply => reply.Status == 201).ShouldBe(19);
        (await ada.GetAsync("/health/ready")).ShouldBe(200);
    }

    private static Task TickAsync(TestServer server) =>
        server.Get<EventLifecycleJob>().RunDueAsync(CancellationToken.None);

    private static Task TidyAsync(TestServer server) => server.Get<ExpiryJob>().TidyAsync(CancellationToken.None);

    private static async Task<string> PlanAsync(TestServer server, Person host, string title) => (
            await host.PostAsync(
                "/api/events",
                new
                {
                    title,
                    description = "x",
                    date = server.Clock.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd"),
                    time = "19:00",
                    visibility = "public",
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString()!;

    private static async Task FoundAsync(Person person, string words, int count)
    {
        for (var look = 0; ; look++)
        {
            var found = await person.GetAsync($"/api/search?q={Uri.EscapeDataString(words)}");
            if (found.ShouldBe(200).Json.GetProperty("results").GetArrayLength() == count)
                return;
            look.ShouldBeLessThan(400, found.Text);
            await Task.Delay(50);
        }
    }

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        var values = new { now = server.Clock.Now(), hour = Instants.Hour };
        (
            await server
                .Get<Writer>()
                .WriteAsync<Done>(write =>
                {
                    write.Execute(sql, values);
                    return new Done();
                })
        ).Refusal.ShouldBeNull();
    }

    private static Task<long> ReadAsync(TestServer server, string sql) =>
        server.Get<Database>().ReadAsync(db => db.One<long>(sql));

    private static Task<(long Failures, long Waiting, long Abandoned)> FailureAsync(TestServer server, string queue) =>
        server
            .Get<Database>()
            .ReadAsync(db =>
                db.One<(long, long, long)>(
                    "select coalesce(sum(failures), 0), count(next_at), count(abandoned_at) from failed_items where queue = @queue",
                    new { queue }
                )
            );
}
