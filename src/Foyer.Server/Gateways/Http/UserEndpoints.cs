using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Http;

/// <summary>Oneself and the others.</summary>
internal static class UserEndpoints
{
    private const string Picture = "Foyer.Server.Accounts.default-user-avatar.jpg";

    private sealed record SessionList(IReadOnlyList<SessionLine> Results, string? Next, string? Previous);

    private sealed record EditBody(
        string? Username,
        string? Email,
        string? FirstName,
        string? LastName,
        int? Age,
        string? MessagesFrom,
        bool? EventMails,
        bool? MailMissed,
        string? QuietFrom,
        string? QuietTo,
        string? TimeZone,
        string? Locale,
        string? Password
    );

    private sealed record LeaveBody(string Password, string Messages);

    private sealed record ExportBody(string? Password);

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users
            .MapGet("/", SearchAsync)
            .WithSummary("Returns users, in the order of their names.")
            .Reads(
                QueryParameter.Text("search", "Part of the username."),
                QueryParameter.Text("after", "Continues after this position, as next has it."),
                QueryParameter.Text("before", "Goes back before this position, as previous has it."),
                QueryParameter.Limit
            )
            .Gives<Listing<PublicUserBody>>();
        users.MapGet("/{name}", ProfileAsync).WithSummary("Returns a profile.").Gives<Profile>();
        users.MapGet("/me", MeAsync).WithSummary("Returns my account.").Gives<OwnAccount>();
        users
            .MapPatch("/me", EditAsync)
            .WithSummary(
                "Updates my account; fields that are left out stay. A new email needs a fresh session or the password."
            )
            .Takes<EditBody>()
            .Gives<OwnAccount>();
        users
            .MapDelete("/me", LeaveAsync)
            .WithSummary("Deletes my account; needs the password.")
            .Takes<LeaveBody>()
            .GivesNothing();
        users.MapGet("/me/sessions", SessionsAsync).WithSummary("Returns my sessions.").Gives<SessionList>();
        users.MapDelete("/me/sessions/{id}", EndSessionAsync).WithSummary("Ends one of my sessions.").GivesNothing();
        users
            .MapGet("/me/export", ExportAsync)
            .WithSummary("Returns my data as a ZIP file; needs a fresh session, else 403 sign_in_again.")
            .GivesFile("application/zip");
        users
            .MapPost("/me/export", ExportAsync)
            .WithSummary("Returns my data as a ZIP file; takes the password in place of a fresh session.")
            .Takes<ExportBody>()
            .GivesFile("application/zip");
        app.MapGet(PublicUser.DefaultAvatar, DefaultAvatar).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SearchAsync(
        HttpRequest request,
        Asker asker,
        People people,
        CancellationToken cancel
    )
    {
        var query = request.Query();
        var (search, cursor) = (query.OptionalText("search", Names.Longest), query.Cursor());
        if (query.Refusal is { } wrong)
            return Answer.Refused(wrong);
        var page = await people.SearchAsync(asker.Caller, search, cursor, cancel);
        return Answer.Value(
            Listings.Of(request, page, person => PublicUserBody.Of(person.Id, person.Username, person.Avatar))
        );
    }

    private static async Task<IResult> ProfileAsync(
        string name,
        Asker asker,
        People people,
        CancellationToken cancel
    ) => Answer.Json(await people.ProfileAsync(asker.Caller, name, cancel));

    private static async Task<IResult> MeAsync(Asker asker, People people, CancellationToken cancel) =>
        Answer.Value(await people.MeAsync(asker.Caller, cancel));

    private static async Task<IResult> EditAsync(HttpContext http, ProfileEdit edit, CancellationToken cancel) =>
        Answer.Json(await edit.EditAsync(http.Proof(), cancel));

    private static async Task<IResult> LeaveAsync(HttpContext http, Leaving leaving, CancellationToken cancel)
    {
        var outcome = await leaving.LeaveAsync(http.Proof(), cancel);
        if (!outcome.Refused(out _))
            SessionCookie.Clear(http);
        return Answer.Nothing(outcome);
    }

    private static async Task<IResult> ExportAsync(HttpContext http, Exporting exporting, CancellationToken cancel) =>
        (await exporting.BeginAsync(http.Proof(), cancel)).Refused(out var refusal, out var export)
            ? Answer.Refused(refusal)
            : Results.Stream(target => export.WriteAsync(target, cancel), "application/zip", export.FileName);

    private static async Task<IResult> SessionsAsync(Asker asker, Sessions sessions, CancellationToken cancel) =>
        Answer.Value(new SessionList(await sessions.ListAsync(asker.Caller, cancel), null, null));

    private static async Task<IResult> EndSessionAsync(
        string id,
        Asker asker,
        Sessions sessions,
        CancellationToken cancel
    ) => Answer.Nothing(await sessions.EndAsync(asker.Caller, id, cancel));

    private static IResult DefaultAvatar(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=86400";
        return Results.Stream(typeof(UserEndpoints).Assembly.GetManifestResourceStream(Picture)!, "image/jpeg");
    }
}
