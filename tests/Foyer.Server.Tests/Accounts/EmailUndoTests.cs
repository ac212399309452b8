using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

/// <summary>A stolen session does not become a stolen account: what changes leads back, and pending links die.</summary>
public sealed class EmailUndoTests : IAsyncLifetime
{
    private const string Chosen = "another fine password";
    private readonly TestMailServer post = new();
    private TestServer server = null!;
    private Person ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(post.Unconfirmed);
        ada = await server.RegisterAsync("ada");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
        post.Dispose();
    }

    [Fact]
    public async Task The_old_mailbox_undoes_the_change_even_after_a_new_password_and_a_second_change()
    {
        var undo = await ChangeAsync("evil@example.org");
        (await ada.PostAsync("/api/password", new { current_password = Person.Password, password = Chosen })).ShouldBe(
            204
        );
        (await post.NextAsync()).Recipient.ShouldBe("evil@example.org");
        var second = await ChangeAsync("worse@example.org");
        var token = await TokenAsync(ada);

        using var owner = server.Stranger();
        var page = (await owner.GetAsync($"/email-undo?hash={undo}")).ShouldBe(200).Text;
        page.ShouldContain("ada@example.org");
        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
        (await UndoAsync(owner, undo)).ShouldBe(200).Text.ShouldContain("restored");

        (await ada.GetAsync("/api/users/me")).ShouldBe(401);
        (await WithTokenAsync(token)).ShouldBe(401);
        (await owner.PostAsync("/api/login", new { login = "ada", password = Chosen })).ShouldBe(401);
        (await owner.PostAsync("/api/login", new { login = "ada@example.org", password = Person.Password })).ShouldBe(
            200
        );
        // The mailbox in between leads nowhere any more.
        (await UndoAsync(owner, second)).ShouldBe(400);
        (await UndoAsync(owner, undo)).ShouldBe(400);
        (await owner.GetAsync($"/email-undo?hash={undo}")).Text.ShouldNotContain("<button class=\"button button--act");
    }

    [Fact]
    public async Task Looking_at_the_link_changes_nothing_and_it_works_for_seven_days()
    {
        var undo = await ChangeAsync("countess@example.org");
        using var owner = server.Stranger();

        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/email-undo?hash={undo}"))).ShouldBe(200);
        (await owner.GetAsync($"/email-undo?hash={undo}")).Text.ShouldContain("Undo the change");
        server.Clock.Move(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        (await owner.GetAsync($"/email-undo?hash={undo}")).Text.ShouldNotContain("Undo the change");
        (await UndoAsync(owner, undo)).ShouldBe(400);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("\0")]
    public async Task What_is_no_link_is_refused(string hash)
    {
        using var anonymous = server.Stranger();

        (await anonymous.GetAsync($"/email-undo?hash={Uri.EscapeDataString(hash)}")).Text.ShouldContain("doesn't work");
        (await UndoAsync(anonymous, hash)).ShouldBe(400);
    }

    [Fact]
    public async Task A_signed_in_browser_needs_neither_origin_nor_form_token()
    {
        var undo = await ChangeAsync("countess@example.org");
        ada.Http.DefaultRequestHeaders.Remove("Origin");

        (await UndoAsync(ada, undo)).ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_else_gets_the_old_address_for_seven_days()
    {
        await ChangeAsync("countess@example.org");
        using var ben = server.Stranger();
        var form = new
        {
            username = "ben",
            email = "ADA@example.org",
            password = Person.Password,
        };

        (await ben.PostAsync("/api/register", form)).Errors.ShouldBe(["email: unique"]);
        server.Clock.Move(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await server.Get<Foyer.Server.Accounts.ExpiryJob>().TidyAsync(default);
        (await ben.PostAsync("/api/register", form)).ShouldBe(201);
    }

    [Fact]
    public async Task A_new_password_ends_a_pending_change_of_address()
    {
        (await ada.PatchAsync("/api/users/me", new { email = "evil@example.org" })).ShouldBe(200);
        var pending = (await post.NextAsync()).Hash;

        (await ada.PostAsync("/api/password", new { current_password = Person.Password, password = Chosen })).ShouldBe(
            204
        );

        (await server.Stranger().PostAsync("/api/confirm", new { hash = pending })).Errors.ShouldBe(["hash: invalid"]);
        (await ada.GetAsync("/api/users/me")).Json.GetProperty("email").GetString().ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_token()
    {
        var token = await TokenAsync(ada);
        using var phone = server.Stranger("Phone/1.0");
        (await phone.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(200);

        (await ada.PostAsync("/api/password", new { current_password = Person.Password, password = Chosen })).ShouldBe(
            204
        );

        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
        (await phone.GetAsync("/api/users/me")).ShouldBe(401);
        (await WithTokenAsync(token)).ShouldBe(401);
    }

    /// <summary>Changes the address and confirms it; returns the secret of the link that was sent to the old mailbox.</summary>
    private async Task<string> ChangeAsync(string email)
    {
        var old = (await ada.GetAsync("/api/users/me")).Json.GetProperty("email").GetString();
        (await ada.PatchAsync("/api/users/me", new { email })).ShouldBe(200);
        var asked = await post.NextAsync();
        asked.Recipient.ShouldBe(email);
        (await ada.PostAsync("/api/confirm", new { hash = asked.Hash })).ShouldBe(204);
        var told = await post.NextAsync();
        told.Recipient.ShouldBe(old);
        told.Words.ShouldContain($"{server.Address}/email-undo?hash={told.Hash}");
        return told.Hash;
    }

    private static Task<Reply> UndoAsync(Person person, string hash) =>
        person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/email-undo")
            {
                Content = new FormUrlEncodedContent([new("hash", hash)]),
            }
        );

    private static async Task<string> TokenAsync(Person person) =>
        (await person.PostAsync("/api/tokens", new { name = "program", scopes = new[] { "read" } }))
            .ShouldBe(201)
            .Json.GetProperty("token")
            .GetString()!;

    private Task<Reply> WithTokenAsync(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
        request.Headers.Add("Authorization", $"Bearer {token}");
        return server.Stranger().SendAsync(request);
    }
}
