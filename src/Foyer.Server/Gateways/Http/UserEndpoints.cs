using Foyer.Protocol;
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
        string? Locale
    );

    private sealed record LeaveBody(string Password, string Messages);

    private sealed record ExportBody(string Password);

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users.MapGet("/", SearchAsync).WithSummary("Find people by name: search.").Gives<Listing<PublicUserBody>>();
        users.MapGet("/{name}", ProfileAsync).WithSummary("A profile, as far as one may see it.").Gives<Profile>();
        users.MapGet("/me", MeAsync).WithSummary("My account.").Gives<OwnAccount>();
        users
            .MapPatch("/me", EditAsync)
            .WithSummary("Change my account; what is left out stays.")
            .Takes<EditBody>()
            .Gives<OwnAccount>();
        users
            .MapDelete("/me", LeaveAsync)
            .WithSummary("Leave for good, with the password.")
            .Takes<LeaveBody>()
            .GivesNothing();
        users.MapGet("/me/sessions", SessionsAsync).WithSummary("Where I am signed in.").Gives<SessionList>();
        users.MapDelete("/me/sessions/{id}", EndSessionAsync).WithSummary("End one of my sessions.").GivesNothing();
        users
            .MapGet("/me/export", ExportAsync)
            .WithSummary("Everything one has written and given, as a ZIP; right after signing in.")
            .Refuses()
            .Produces(200, contentType: "application/zip");
        users
            .MapPost("/me/export", ExportByPasswordAsync)
            .WithSummary("The same at any time, with the password.")
            .Takes<ExportBody>()
            .Refuses()
            .Produces(200, contentType: "application/zip");
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

    private static async Task<IResult> EditAsync(Body body, Asker asker, ProfileEdit edit, CancellationToken cancel) =>
        Answer.Json(await edit.EditAsync(body.Fields, asker.Caller, cancel));

    private static async Task<IResult> LeaveAsync(
        Body body,
        HttpContext http,
        Asker asker,
        Leaving leaving,
        CancellationToken cancel
    )
    {
        var outcome = await leaving.LeaveAsync(body.Fields, asker.Caller, http.Device(), cancel);
        if (!outcome.Refused(out _))
            SessionCookie.Clear(http);
        return Answer.Nothing(outcome);
    }

    private static async Task<IResult> ExportAsync(Asker asker, Exporting exporting, CancellationToken cancel) =>
        Zip(await exporting.BeginAsync(asker.Caller, cancel), cancel);

    private static async Task<IResult> ExportByPasswordAsync(
        Body body,
        HttpContext http,
        Asker asker,
        Exporting exporting,
        CancellationToken cancel
    ) => Zip(await exporting.BeginAsync(asker.Caller, body.Fields, http.Device(), cancel), cancel);

    private static IResult Zip(Outcome<Export> outcome, CancellationToken cancel) =>
        outcome.Refused(out var refusal, out var export)
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
