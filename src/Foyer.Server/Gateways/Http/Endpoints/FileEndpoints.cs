using Foyer.Protocol;
using Foyer.Server.Chat.Files;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Media;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Files: uploaded to a room as multipart, downloaded by users who may read the message.</summary>
internal static class FileEndpoints
{
    private const string Field = "file";
    private const int Envelope = 64 * 1024;

    private sealed record DescribeRequest(string? Alt);

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/chats/{id:long}/attachments", UploadAsync)
            .WithTags("Messages")
            .WithSummary("Uploads a file, to be posted in this room within an hour.")
            .Uploads()
            .ProducesJson<UploadResponse>(201);
        app.MapPatch("/api/attachments/{id:long}", DescribeAsync)
            .WithTags("Messages")
            .WithSummary("Describes what an upload shows, before it is posted.")
            .AcceptsJson<DescribeRequest>()
            .ProducesJson<UploadResponse>();
        app.MapGet($"/media/{Attachment.Folder}/{{file}}", ReadAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> UploadAsync(
        long id,
        HttpContext http,
        CurrentUser user,
        Uploads uploading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = settings.Limits.Upload.Bytes + Envelope;
        if ((await FindAsync(http.Request, cancel)).Refused(out var refusal, out var part))
            return ApiResults.Refused(refusal);
        var outcome = await uploading.UploadAsync(user.Caller, id, part.Name, part.Content, cancel);
        return outcome.Refused(out refusal, out var file)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<Attachment>(file, (json, shown) => shown.Write(json), 201);
    }

    private static async Task<IResult> DescribeAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        Uploads uploading,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var alt = body.Fields.OptionalText("alt", settings.Limits.AltText, lines: true);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await uploading.DescribeAsync(user.Caller, id, alt, cancel)).Refused(out var refusal, out var file)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<Attachment>(file, (json, shown) => shown.Write(json));
    }

    internal sealed record Part(string Name, Stream Content);

    /// <summary>Returns the part named file; its bytes are read as they arrive and never buffered as a whole.</summary>
    internal static async Task<Outcome<Part>> FindAsync(HttpRequest request, CancellationToken cancel)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary
        )
            return Refusal.Of(415, "unsupported_media_type", "Send multipart/form-data with a field named file.");
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancel) is { } section)
                if (
                    section.GetContentDispositionHeader() is { } notified
                    && HeaderUtilities.RemoveQuotes(notified.Name) == Field
                )
                    return new Part(section.AsFileSection()?.FileName ?? "", section.Body);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refusal.Of(400, "parse_error", "The upload could not be read.");
        }
        return Refusal.Invalid(Field, "This field is required.", "required");
    }

    /// <summary>
    /// Sends a file: pictures are displayed, other files are downloaded, and the browser may neither run them nor guess their
    /// type. Rights are checked for each request.
    /// </summary>
    private static async Task<IResult> ReadAsync(
        string file,
        HttpContext http,
        CurrentUser user,
        Uploads uploading,
        CancellationToken cancel
    )
    {
        if ((await uploading.FindAsync(user.Caller, file, cancel)).Refused(out var refusal, out var found))
            return ApiResults.Refused(refusal);
        var headers = http.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        headers.ContentDisposition = Disposition(found);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.File(
            found.Path,
            found.IsPreview ? Previews.Type : found.Attachment.Type,
            entityTag: new EntityTagHeaderValue($"\"{found.Name}\""),
            enableRangeProcessing: true
        );
    }

    private static ContentDispositionHeaderValue Disposition(StoredFile file)
    {
        var disposition = new ContentDispositionHeaderValue(file.Attachment.IsPicture ? "inline" : "attachment");
        var name = file.Attachment.Name;
        disposition.SetHttpFileName(file.IsPreview ? Path.ChangeExtension(name, "webp") : name);
        return disposition;
    }
}
