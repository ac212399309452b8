using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Upload of the user's own avatar as multipart, and download of any avatar.</summary>
internal static class AvatarEndpoints
{
    private const int Envelope = 64 * 1024;
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapAvatars(this IEndpointRouteBuilder app)
    {
        app.MapPut("/api/users/me/avatar", SetAsync)
            .WithSummary("Sets my avatar.")
            .WithTags("Users")
            .Uploads()
            .ProducesJson<OwnAccount>();
        app.MapDelete("/api/users/me/avatar", RemoveAsync)
            .WithSummary("Removes my avatar.")
            .WithTags("Users")
            .ProducesNothing();
        app.MapGet($"/media/{Avatars.Folder}/{{file}}", ReadAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SetAsync(
        HttpContext http,
        CurrentUser user,
        Avatars avatars,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = settings.Limits.Upload.Bytes + Envelope;
        if ((await FileEndpoints.FindAsync(http.Request, cancel)).Refused(out var refusal, out var part))
            return ApiResults.Refused(refusal);
        return ApiResults.Json(await avatars.SetAsync(part.Content, user.Caller, cancel));
    }

    private static async Task<IResult> RemoveAsync(CurrentUser user, Avatars avatars, CancellationToken cancel) =>
        ApiResults.Nothing(await avatars.RemoveAsync(user.Caller, cancel));

    /// <summary>Anonymous visitors see only the avatars of users who host a public event.</summary>
    private static async Task<IResult> ReadAsync(
        string file,
        HttpContext http,
        Avatars avatars,
        PublicHosts hosts,
        CancellationToken cancel
    )
    {
        if (http.Caller() is null && !await hosts.HaveAvatarAsync(http.Request.Path, cancel))
            return ApiResults.Refused(Refusal.NotAuthenticated);
        if (avatars.Find(file) is not { } path || !Types.TryGetContentType(file, out var type))
            return ApiResults.Refused(Refusal.NotFound);
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(path, type, entityTag: new EntityTagHeaderValue($"\"{file}\""));
    }
}
