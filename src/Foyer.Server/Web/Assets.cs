using Microsoft.AspNetCore.Components;

namespace Foyer.Server.Web;

/// <summary>The fingerprinted addresses of what lies in wwwroot.</summary>
public static class Assets
{
    public static ResourceAssetCollection Of(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() ?? ResourceAssetCollection.Empty;

    /// <summary>The address of <c>img/sprite.svg</c> and its like, for tags that the framework does not look into.</summary>
    public static string Url(HttpContext http, string path) => $"{http.Request.PathBase}/{Of(http)[path]}";
}
