using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Middleware;

/// <summary>Reads the body of endpoints that accept one, after the caller has been authorised.</summary>
internal sealed class RequestBodyMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointExtensions.TakesBody>() is null)
        {
            await next(http);
            return;
        }
        if ((await JsonBody.ReadAsync(http)).Refused(out var refusal, out var body))
        {
            await ApiResults.WriteAsync(http, refusal);
            return;
        }
        http.Features.Set(body);
        await next(http);
    }
}
