using Foyer.Protocol;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Gateways.Http;

/// <summary>A page of a list: next and previous are ready-made URLs, or null at the ends.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Results, string? Next, string? Previous);

internal static class Listings
{
    private const int Most = 200;
    private const int Usual = 50;
    private const int LongestKey = 400;

    /// <summary>The query of a GET as fields.</summary>
    public static Fields Query(this HttpRequest request) =>
        Fields.Of(request.Query.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value.ToString())));

    public static int Limit(this Fields query) => (int)(query.OptionalInteger("limit", 1, Most) ?? Usual);

    public static Cursor Cursor(this Fields query) =>
        new(query.OptionalText("after", LongestKey), query.OptionalText("before", LongestKey), query.Limit());

    public static Listing<TOut> Of<TIn, TOut>(HttpRequest request, Paged<TIn> page, Func<TIn, TOut> shape) =>
        new([.. page.Rows.Select(shape)], With(request, "after", page.Next), With(request, "before", page.Previous));

    /// <summary>The asked address with one parameter changed, for lists whose other parameters are no cursors.</summary>
    public static string? Turn(HttpRequest request, string name, string? value)
    {
        if (value is null)
            return null;
        var query = request.Query.Where(one => one.Key != name).ToList();
        query.Add(new(name, value));
        return request.Origin() + request.PathBase + request.Path + new QueryBuilder(query);
    }

    /// <summary>The asked address with the cursor moved.</summary>
    public static string? With(HttpRequest request, string cursor, string? value)
    {
        if (value is null)
            return null;
        var query = request.Query.Where(one => one.Key is not ("after" or "before" or "around" or "near")).ToList();
        query.Add(new(cursor, value));
        return request.Origin() + request.PathBase + request.Path + new QueryBuilder(query);
    }
}
