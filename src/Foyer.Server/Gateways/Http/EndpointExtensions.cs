using Foyer.Server.Gateways.Http.Responses;
using Microsoft.AspNetCore.Http.Metadata;

namespace Foyer.Server.Gateways.Http;

/// <summary>Endpoint metadata for the middleware and for the API document.</summary>
internal static class EndpointExtensions
{
    /// <summary>Marks an endpoint whose JSON body is read before it runs.</summary>
    internal sealed record TakesBody;

    /// <summary>Marks an endpoint that accepts a multipart body with one file.</summary>
    internal sealed record TakesFile;

    /// <summary>Marks an endpoint that a kicked user may also use.</summary>
    internal sealed record WhileKicked;

    public static RouteHandlerBuilder AcceptsJson<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.WithMetadata(new TakesBody()).Accepts<T>("application/json");

    /// <summary>Declares the query parameters. Only these are read.</summary>
    public static RouteHandlerBuilder Reads(
        this RouteHandlerBuilder endpoint,
        params IReadOnlyList<QueryParameter> parameters
    ) => endpoint.WithMetadata(new QueryParameters(parameters));

    public static RouteHandlerBuilder Uploads(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakesFile());

    public static RouteHandlerBuilder ProducesJson<T>(this RouteHandlerBuilder endpoint, int status = 200) =>
        endpoint.Produces<T>(status).Refuses();

    public static RouteHandlerBuilder ProducesNothing(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(204).Refuses();

    public static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder endpoint, string type) =>
        endpoint.Produces<Stream>(200, type).Refuses();

    /// <summary>Adds HEAD to endpoints that handle GET. The web server leaves out the body.</summary>
    public static T WithHead<T>(this T endpoints)
        where T : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        });
        return endpoints;
    }

    /// <summary>Documents the possible refusals, which all have the same shape and follow from what the endpoint reads.</summary>
    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint)
    {
        endpoint.Finally(built =>
        {
            var declared = built.Metadata.OfType<IProducesResponseTypeMetadata>().Select(one => one.StatusCode);
            foreach (var status in Refusals(built).Except(declared).ToList())
                built.Metadata.Add(
                    new ProducesResponseTypeMetadata(status, typeof(ErrorResponse), ["application/json"])
                );
        });
        return endpoint;
    }

    private static IEnumerable<int> Refusals(EndpointBuilder endpoint)
    {
        var writes =
            endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var method, ..] }
            && method != HttpMethods.Get;
        var hasBody = endpoint.Metadata.Any(one => one is TakesBody or TakesFile);
        var names = endpoint is RouteEndpointBuilder { RoutePattern.Parameters.Count: > 0 };
        return
        [
            400,
            401,
            403,
            .. names || writes || endpoint.Metadata.Any(one => one is QueryParameters) ? [404] : Array.Empty<int>(),
            .. writes ? [409] : Array.Empty<int>(),
            .. hasBody ? [413, 415] : Array.Empty<int>(),
            429,
            500,
            503,
        ];
    }
}
