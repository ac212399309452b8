using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>Becoming somebody, and being somebody for a while: registration, confirmation, sign-in.</summary>
internal static class AccountEndpoints
{
    private sealed record RegisterBody(
        string Username,
        string Email,
        string Password,
        string? FirstName,
        string? LastName,
        int? Age,
        string? Invite,
        string? Setup
    );

    private sealed record LoginBody(string Login, string Password, bool? Remember, string? Code);

    private sealed record LoginAnswer(OwnAccount User);

    private sealed record ConfirmBody(string Hash);

    private sealed record ResendBody(string Login, string? Password);

    private sealed record ResetBody(string Email);

    private sealed record PasswordBody(string? Hash, string? CurrentPassword, string Password);

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Accounts");
        api.MapPost("/register", RegisterAsync)
            .WithSummary("Creates an account.")
            .AllowAnonymous()
            .Takes<RegisterBody>()
            .Gives<OwnAccount>(201);
        api.MapPost("/login", LoginAsync)
            .WithSummary("Signs in with a username or an e-mail address, and sets the cookie.")
            .AllowAnonymous()
            .Takes<LoginBody>()
            .Gives<LoginAnswer>();
        api.MapPost("/logout", LogoutAsync)
            .WithSummary("Ends this session.")
            .WithMetadata(new Endpoints.WhileKicked())
            .GivesNothing();
        api.MapPost("/confirm", ConfirmAsync)
            .WithSummary("Confirms an e-mail address with the hash of its link.")
            .AllowAnonymous()
            .Takes<ConfirmBody>()
            .GivesNothing();
        api.MapPost("/confirm/resend", ResendAsync)
            .WithSummary("Sends the confirmation link again; returns it while mail is off.")
            .AllowAnonymous()
            .Takes<ResendBody>()
            .Gives<ConfirmationLink>()
            .GivesNothing();
        api.MapPost("/password/reset", Reset)
            .WithSummary("Sends a link that sets a new password.")
            .AllowAnonymous()
            .Takes<ResetBody>()
            .GivesNothing();
        api.MapPost("/password", PasswordAsync)
            .WithSummary("Sets a new password, with the hash of such a link or the current password.")
            .AllowAnonymous()
            .Takes<PasswordBody>()
            .GivesNothing();
        app.MapUsers();
        app.MapAvatars();
        app.MapSecurity();
        app.MapRecovery();
        app.MapPasskeys();
        app.MapAdmissions();
        app.MapMail();
        app.MapFriends();
    }

    private static async Task<IResult> RegisterAsync(
        Body body,
        HttpContext http,
        Registration registration,
        CancellationToken cancel
    ) => Answer.Created(await registration.RegisterAsync(body.Fields, http.Device(), cancel));

    private static async Task<IResult> LoginAsync(
        Body body,
        HttpContext http,
        SignIn signIn,
        SessionCookie cookie,
        CancellationToken cancel
    )
    {
        if (!cookie.IsSafe(http.Request))
            return Answer.Refused(SessionCookie.NeedsHttps);
        if ((await signIn.SignInAsync(body.Fields, http.Device(), cancel)).Refused(out var refusal, out var session))
            return Answer.Refused(refusal);
        SessionCookie.Set(http, session);
        return Answer.Value(new LoginAnswer(session.User));
    }

    private static async Task<IResult> LogoutAsync(HttpContext http, Sessions sessions, CancellationToken cancel)
    {
        if (http.SessionToken() is { } token)
            await sessions.EndAsync(token, cancel);
        SessionCookie.Clear(http);
        return Results.NoContent();
    }

    private static async Task<IResult> ConfirmAsync(Body body, Confirmation confirmation, CancellationToken cancel) =>
        Answer.Nothing(await confirmation.ConfirmAsync(body.Fields, cancel));

    private static async Task<IResult> ResendAsync(
        Body body,
        HttpContext http,
        Confirmation confirmation,
        CancellationToken cancel
    )
    {
        var outcome = await confirmation.ResendAsync(body.Fields, http.Device(), cancel);
        return !outcome.Refused(out _, out var link) && link.ConfirmationUrl is null
            ? Results.NoContent()
            : Answer.Json(outcome);
    }

    private static IResult Reset(Body body, HttpContext http, PasswordReset reset) =>
        Answer.Nothing(reset.Ask(body.Fields, http.Device()));

    private static async Task<IResult> PasswordAsync(
        Body body,
        HttpContext http,
        PasswordChange change,
        CancellationToken cancel
    ) => Answer.Nothing(await change.SaveAsync(body.Fields, http.Caller(), http.Device(), cancel));
}
