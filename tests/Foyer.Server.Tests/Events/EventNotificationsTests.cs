using System.Text.Json;
using Foyer.Server.Events;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

/// <summary>Each person concerned is notified in the inbox, live and by e-mail, once each; others are not.</summary>
public sealed class EventNotificationsTests
{
    [Fact]
    public async Task Whatever_happens_to_an_event_those_concerned_are_told_once_at_each_place()
    {
        await using var server = await NotifiedServer.OpenAsync();
        var (ada, ben, cleo, dora) = (server["ada"], server["ben"], server["cleo"], server["dora"]);
        var id = await server.PlanAsync(new { maximum_attendees = 1 });

        await server.ShouldTellAsync(
            () => ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" }),
            "ben: invitation, mail"
        );
        await server.ShouldTellAsync(() => EventFixture.BookAsync(cleo, id), "ada: booking");
        await server.ShouldTellAsync(() => EventFixture.BookAsync(cleo, id));
        await server.ShouldTellAsync(() => EventFixture.BookAsync(dora, id, waitlist: true), "ada: booking");
        await server.ShouldTellAsync(() => EventFixture.BookAsync(ben, id, waitlist: true), "ada: booking");
        await server.ShouldTellAsync(
            () => EventFixture.WithdrawAsync(cleo, id),
            "ada: booking",
            "dora: waitlist_offer, mail"
        );
        await server.ShouldTellAsync(() => EventFixture.WithdrawAsync(cleo, id));

        await server.ShouldTellLaterAsync(TimeSpan.FromHours(25), "ben: waitlist_offer, mail", "dora: booking");
        await server.ShouldTellAsync(() => EventFixture.BookAsync(ben, id), "ada: booking");
        await server.ShouldTellAsync(() => ada.PatchAsync($"/api/events/{id}", new { location = "The roof" }));
        await server.ShouldTellAsync(
            () => ada.PostAsync($"/api/events/{id}/notify", new { message = "Place: Courtyard → The roof." }),
            "ben: event_changed, mail"
        );

        await server.ShouldTellLaterAsync(server.Until(id, hours: 24), "ada: reminder, mail", "ben: reminder, mail");
        await server.ShouldTellLaterAsync(TimeSpan.FromMinutes(10));
        await server.ShouldTellLaterAsync(server.Until(id, hours: 1), "ada: reminder, mail", "ben: reminder, mail");
        await server.ShouldTellAsync(() => ada.DeleteAsync($"/api/events/{id}/attendees/ben"), "ben: booking, mail");
        await server.ShouldTellAsync(
            () => ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "dora" }),
            "dora: invitation, mail"
        );
        await server.ShouldTellAsync(
            () => ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain." }),
            "dora: event_cancelled, mail"
        );
        (await server.LastTextAsync(dora)).ShouldEndWith("was cancelled: Rain.");
        (await server.MailsAsync(dora))[^1].ShouldBe("Cancelled: Courtyard cinema");
    }

    [Fact]
    public async Task Declining_an_invitation_and_an_offer_is_told_to_the_creator_and_the_next()
    {
        await using var server = await NotifiedServer.OpenAsync();
        var (ada, ben, cleo, dora) = (server["ada"], server["ben"], server["cleo"], server["dora"]);
        var id = await server.PlanAsync(new { maximum_attendees = 1 });
        await ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" });
        await EventFixture.BookAsync(cleo, id);
        await EventFixture.BookAsync(dora, id, waitlist: true);
        server.Forget();
        await server.ShouldTellAsync(() => EventFixture.WithdrawAsync(ben, id), "ada: booking");
        await EventFixture.BookAsync(ben, id, waitlist: true);
        await EventFixture.WithdrawAsync(cleo, id);
        server.Forget();

        await server.ShouldTellAsync(
            () => EventFixture.WithdrawAsync(dora, id),
            "ada: booking",
            "ben: waitlist_offer, mail"
        );
    }

    /// <summary>Ada, ben, cleo and dora on a server whose e-mails wait, so that they can be counted.</summary>
    private sealed class NotifiedServer : IAsyncDisposable
    {
        private static readonly string[] Cast = ["ada", "ben", "cleo", "dora"];

        private readonly TestServer server;
        private readonly TestMailServer post;
        private readonly Dictionary<string, Person> people = [];
        private readonly Dictionary<string, DateTimeOffset> starts = [];
        private long inboxTo;
        private long mailsTo;

        private NotifiedServer(TestServer server, TestMailServer post) => (this.server, this.post) = (server, post);

        public Person this[string name] => people[name];

        public static async Task<NotifiedServer> OpenAsync()
        {
            var post = new TestMailServer { Refuse = "450 later" };
            var server = new NotifiedServer(
                await TestServer.StartAsync([
                    .. post.Settings,
                    "--Foyer:Registration:ConfirmEmail=false",
                    "--Foyer:TimeZone=UTC",
                    "--Foyer:Sessions:LifetimeHours=2000",
                ]),
                post
            );
            foreach (var name in Cast)
                server.people[name] = await server.server.RegisterAsync(name);
            return server;
        }

        public async Task<string> PlanAsync(object fields)
        {
            var start = server.Clock.GetUtcNow().AddDays(7);
            start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerMinute));
            var plan = new Dictionary<string, object?>
            {
                ["title"] = "Courtyard cinema",
                ["description"] = "Bring a blanket.",
                ["date"] = start.ToString("yyyy-MM-dd"),
                ["time"] = start.ToString("HH:mm"),
                ["visibility"] = "public",
                ["location"] = "Courtyard",
            };
            foreach (var property in fields.GetType().GetProperties())
                plan[property.Name] = property.GetValue(fields);
            var id = (await this["ada"].PostAsync("/api/events", plan))
                .ShouldBe(201)
                .Json.GetProperty("id")
                .GetString()!;
            starts[id] = start;
            return id;
        }

        public TimeSpan Until(string id, int hours) =>
            starts[id].AddHours(-hours).AddSeconds(1) - server.Clock.GetUtcNow();

        /// <summary>The action notifies exactly these people, in their inboxes and live.</summary>
        public async Task ShouldTellAsync(Func<Task<Reply>> act, params string[] told)
        {
            var lines = new Dictionary<string, WebSocketClient>();
            foreach (var (name, person) in people)
            {
                lines[name] = await WebSocketClient.OpenAsync(person);
                await lines[name].SoFarAsync();
            }
            (await act()).Status.ShouldBeLessThan(300);
            await server.SettledAsync();
            var live = new List<string>();
            foreach (var (name, line) in lines)
            {
                // Expected notifications are awaited; then there must be no others.
                var expected = told.Count(one => one.StartsWith(name + ":", StringComparison.Ordinal));
                var frames = new List<JsonElement>();
                while (frames.Count < expected)
                    frames.Add(await line.ExpectAsync("notification"));
                frames.AddRange((await line.SoFarAsync()).Where(frame => frame.Type() == "notification"));
                live.AddRange(frames.Select(frame => $"{name}: {frame.GetProperty("kind").GetString()}"));
                await line.DisposeAsync();
            }
            live.Order().ShouldBe(told.Select(one => one.Replace(", mail", "")).Order());
            (await NewAsync()).ShouldBe(told.Order());
        }

        /// <summary>The passing of time notifies exactly these people, however often the job runs.</summary>
        public async Task ShouldTellLaterAsync(TimeSpan pass, params string[] told)
        {
            server.Clock.Move(pass);
            await Task.WhenAll(TickAsync(), TickAsync());
            await TickAsync();
            (await NewAsync()).ShouldBe(told.Order());
        }

        public void Forget() => NewAsync().GetAwaiter().GetResult();

        public Task<string> LastTextAsync(Person person) =>
            ReadAsync(db =>
                db.One<string>(
                    "select text from notifications where user_id = @Id order by id desc limit 1",
                    new { person.Id }
                )
            );

        public Task<List<string>> MailsAsync(Person person) =>
            ReadAsync(db =>
                db.List<string>("select subject from mails where recipient = @Email order by id", new { person.Email })
            );

        public async ValueTask DisposeAsync()
        {
            foreach (var person in people.Values)
                person.Dispose();
            await server.DisposeAsync();
            post.Dispose();
        }

        private Task TickAsync() => server.Get<EventLifecycleJob>().RunDueAsync(CancellationToken.None);

        /// <summary>What inboxes hold since the last time, as <c>name: kind</c>, with <c>, mail</c> where the same went out by mail.</summary>
        private async Task<List<string>> NewAsync()
        {
            var rows = await ReadAsync(db =>
                db.List<(long Id, string Name, string Kind)>(
                    "select n.id, u.username, n.kind from notifications n join users u on u.id = n.user_id where n.id > @inboxTo order by n.id",
                    new { inboxTo }
                )
            );
            var mails = await ReadAsync(db =>
                db.List<(long Id, string Recipient)>(
                    "select id, recipient from mails where id > @mailsTo order by id",
                    new { mailsTo }
                )
            );
            inboxTo = rows.Count > 0 ? rows[^1].Id : inboxTo;
            mailsTo = mails.Count > 0 ? mails[^1].Id : mailsTo;
            var byMail = mails.Select(mail => mail.Recipient.Split('@')[0]).ToList();
            var told = rows.Select(row => $"{row.Name}: {row.Kind}{(byMail.Remove(row.Name) ? ", mail" : "")}")
                .ToList();
            byMail.ShouldBeEmpty();
            return [.. told.Order()];
        }

        private Task<T> ReadAsync<T>(Func<Reader, T> read) => server.Get<Database>().ReadAsync(read);
    }
}
