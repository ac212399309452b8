using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Foyer.Server.Web;

/// <summary>
/// The import map from plain to fingerprinted script addresses, with origin-absolute keys: the framework's own map is relative to
/// the page and does not match on nested ones. The layout renders it before any module, with the response's nonce.
/// </summary>
public static class ImportMap
{
    private static readonly ConcurrentDictionary<ResourceAssetCollection, ImportMapDefinition> Known = new();

    public static ImportMapDefinition Create(HttpContext http) =>
        Known.GetOrAdd(Assets.UrlOf(http), Build, http.Request.PathBase.Value ?? "");

    private static ImportMapDefinition Build(ResourceAssetCollection assets, string root)
    {
        var imports = new Dictionary<string, string>(StringComparer.Ordinal);
        var integrity = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var asset in assets)
        {
            if (Property(asset, "label") is not { } label || !label.EndsWith(".js", StringComparison.Ordinal))
                continue;
            imports[$"{root}/{label}"] = $"{root}/{asset.Url}";
            if (Property(asset, "integrity") is { } hash)
                integrity[$"{root}/{asset.Url}"] = hash;
        }
        return new ImportMapDefinition(imports, null, integrity);
    }

    private static string? Property(ResourceAsset asset, string name) =>
        asset.Properties?.FirstOrDefault(property => property.Name == name)?.Value;
}

/// <summary>The fingerprinted addresses of the files in wwwroot.</summary>
public static class Assets
{
    public static ResourceAssetCollection UrlOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() ?? ResourceAssetCollection.Empty;

    /// <summary>The address of <c>img/sprite.svg</c> and its like, for tags that the framework does not look into.</summary>
    public static string Url(HttpContext http, string path) => $"{http.Request.PathBase}/{UrlOf(http)[path]}";
}
