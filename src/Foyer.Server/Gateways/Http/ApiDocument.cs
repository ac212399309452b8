using Microsoft.OpenApi;

namespace Foyer.Server.Gateways.Http;

/// <summary>The OpenAPI description of the REST interface, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Foyer",
                            Version = "v1",
                            Description =
                                "Rooms, messages and events. Sign in by POST /api/login (a cookie), or send Authorization: Bearer TOKEN.",
                        };
                        document.Servers?.Clear();
                        return Task.CompletedTask;
                    }
                )
        );

    public static void MapApiDocument(this IEndpointRouteBuilder app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
