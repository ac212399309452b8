using Foyer.Server.Notifications;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Mail;

/// <summary>However a mailbox is filled, and by however many, it gets five mails an hour; what must arrive is not counted.</summary>
public sealed class MailboxLimiterTests : IAsyncLifetime
{
    private const int Budget = 5;
    private const int Tries = 8;
    private const int VitalBudget = 4;

    private readonly TestMailServer post = new();
    private readonly List<Person> people = [];
    private readonly LogLines heldBack = new("was sent no further link");
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(heldBack),
            [.. post.Unconfirmed, $"--Foyer:Limits:VitalMailsPerHour={VitalBudget}"]
        );
        ada = await RegisterAsync("ada");
        ben = await RegisterAsync("ben");
    }

    public async ValueTask DisposeAsync()
    {
        people.ForEach(person => person.Dispose());
        await server.DisposeAsync();
        post.Dispose();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("resend")]
    [InlineData("new address")]
    [InlineData("invitations")]
    [InlineData("absent")]
    [InlineData("missed")]
    [InlineData("all")]
    public async Task A_mailbox_gets_no_more_than_its_budget(string entry)
    {
        for (var number = 0; number < Tries; number++)
            await FillAsync(entry, number, ben.Email);

        (await CountAsync("lower(recipient) = 'ben@example.org'")).ShouldBe(Budget);
        for (var mail = 0; mail < Budget; mail++)
            (await post.NextAsync()).Recipient.ShouldBe(ben.Email);
    }

    [Fact]
    public async Task The_inbox_has_what_the_mailbox_does_not_get()
    {
        for (var number = 0; number < Tries; number++)
            await FillAsync("invitations", number, ben.Email);

        (await ben.GetAsync("/api/notifications?limit=100"))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(Tries);
    }

    [Theory]
    [InlineData("dora@example.net", "DORA@Example.NET", "dora+1@example.net", "Dora+two@EXAMPLE.net")]
    [InlineData(
        "dora@b\u00fccher.example",
        "dora@xn--bcher-kva.example",
        "DORA@B\u00dcCHER.example",
        "dora@XN--BCHER-KVA.example"
    )]
    public async Task Spellings_of_one_mailbox_share_a_budget(params string[] spellings)
    {
        for (var number = 0; number < Tries; number++)
            await FillAsync("new address", number, spellings[number % spellings.Length]);

        (await CountAsync("recipient not like '%@example.org'")).ShouldBe(Budget);
    }

    [Fact]
    public async Task Over_the_budget_reset_and_resend_look_the_same_and_the_link_sent_last_stays_good()
    {
        for (var number = 0; number < Tries; number++)
            await FillAsync("reset", number, ben.Email);
        (await ada.PostAsync("/api/password/reset", new { email = "nobody@example.org" })).ShouldBe(204);
        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(Budget);
        for (var mail = 0; mail < Budget; mail++)
            await post.NextAsync();

        (await CountAsync("link in (select hash from links)")).ShouldBe(1);
        server.Clock.Move(TimeSpan.FromMinutes(61));
        (await ada.PostAsync("/api/password/reset", new { email = ben.Email })).ShouldBe(204);
        (await post.NextAsync()).Recipient.ShouldBe(ben.Email);
    }

    [Fact]
    public async Task Who_asks_by_name_learns_when_there_is_room_again()
    {
        for (var number = 0; number < Budget; number++)
            await FillAsync("absent", number, ben.Email);
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        var said = await ada.SayAsync(direct, "one more");

        var refused = await ada.PostAsync($"/api/messages/{said}/email");

        refused.ShouldRefuse(429, "throttled");
        refused.Text.ShouldContain("Try again in");
        server.Clock.Move(TimeSpan.FromMinutes(61));
        (await ada.PostAsync($"/api/messages/{said}/email")).ShouldBe(204);
    }

    [Fact]
    public async Task What_must_arrive_arrives_over_the_budget()
    {
        var id = await PlanAsync("Cinema");
        (await ben.PutAsync($"/api/events/{id}/booking")).Status.ShouldBeLessThan(300);
        for (var number = 0; number < Tries; number++)
            await FillAsync("reset", number, ben.Email);
        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(Budget);

        (await ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain" })).Status.ShouldBeLessThan(300);
        (
            await ben.PostAsync(
                "/api/password",
                new { current_password = Person.Password, password = "another battery" }
            )
        ).ShouldBe(204);

        (await CountAsync("recipient = 'ben@example.org' and subject like 'Cancelled: Cinema%'")).ShouldBe(1);
        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(Budget + 2);
    }

    [Fact]
    public async Task What_must_arrive_has_a_budget_of_its_own_that_only_a_flood_uses_up()
    {
        for (var number = 0; number < Tries; number++)
        {
            var id = await PlanAsync($"Cinema {number}");
            (await ben.PutAsync($"/api/events/{id}/booking")).Status.ShouldBeLessThan(300);
            (await ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain" })).Status.ShouldBeLessThan(300);
        }

        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(VitalBudget);
        await FillAsync("reset", 0, ben.Email);
        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(VitalBudget + 1);
        server.Clock.Move(TimeSpan.FromMinutes(61));
        (
            await ben.PostAsync(
                "/api/password",
                new { current_password = Person.Password, password = "another battery" }
            )
        ).ShouldBe(204);
        (await CountAsync("recipient = 'ben@example.org'")).ShouldBe(VitalBudget + 2);
    }

    private async Task FillAsync(string entry, int number, string mailbox)
    {
        string[] all = ["reset", "new address", "invitations", "absent"];
        var way = entry == "all" ? all[number % all.Length] : entry;
        var before = await HandledAsync();
        var status = way switch
        {
            "reset" => await (await NewcomerAsync()).PostAsync("/api/password/reset", new { email = mailbox }),
            "resend" => await ResendAsync(),
            "new address" => await ChangeAsync(mailbox, number),
            "invitations" => await ada.PostAsync(
                $"/api/events/{await PlanAsync($"Event {number}")}/invitations",
                new { invitee = "ben" }
            ),
            "absent" => await MailAbsentAsync(number),
            _ => await MissAsync(number),
        };
        status.Status.ShouldBeOneOf(200, 201, 204, 429);
        if (status.Status == 429)
            number.ShouldBeGreaterThanOrEqualTo(Budget);
        await server.SettledAsync();
        // Links are sent, or held back, after the response.
        for (var look = 0; way is "reset" or "resend" && await HandledAsync() == before; look++)
        {
            look.ShouldBeLessThan(1000, way);
            await Task.Delay(10);
        }
    }

    private async Task<Reply> ResendAsync()
    {
        await server.ExecuteAsync("update users set verified_at = null where id = @Id", new { ben.Id });
        return await ada.PostAsync("/api/confirm/resend", new { login = "ben" });
    }

    private async Task<Reply> ChangeAsync(string mailbox, int number)
    {
        await server.ExecuteAsync(
            "update users set email = 'other@example.org', email_key = 'other@example.org' where id = @Id",
            new { ben.Id }
        );
        var person = await RegisterAsync($"changer{number}");
        var reply = await person.PatchAsync("/api/users/me", new { email = mailbox, password = Person.Password });
        await server.ExecuteAsync(
            "update users set email = @Email, email_key = @Email where id = @Id",
            new { ben.Id, ben.Email }
        );
        return reply;
    }

    private async Task<Reply> MailAbsentAsync(int number)
    {
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        return await ada.PostAsync($"/api/messages/{await ada.SayAsync(direct, $"{number}")}/email");
    }

    private async Task<Reply> MissAsync(int number)
    {
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        var said = await ada.SayAsync(direct, $"{number}");
        // As if it had been said a while ago, without a move of the clock, which would give the budget back.
        await server.ExecuteAsync(
            "update notifications set created_at = created_at - @hour where message_id = @said",
            new { said, hour = Instants.Hour }
        );
        await server.Get<MissedMailJob>().SendDueAsync(CancellationToken.None);
        return await ada.GetAsync("/api/users/me");
    }

    private async Task<Person> RegisterAsync(string name)
    {
        var person = await server.RegisterAsync(name);
        people.Add(person);
        return person;
    }

    private Task<Person> NewcomerAsync()
    {
        var person = server.Stranger();
        people.Add(person);
        return Task.FromResult(person);
    }

    private async Task<string> PlanAsync(string title) => (
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title,
                    description = "x",
                    date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd"),
                    visibility = "public",
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString()!;

    private Task<long> CountAsync(string condition) =>
        server.Get<Database>().ReadAsync(db => db.One<long>($"select count(*) from mails where {condition}"));

    private async Task<long> HandledAsync() => await CountAsync("mailbox is not null") + heldBack.Count;
}
