using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// The OpenAPI description of the REST interface, generated from the metadata of the endpoints and from the examples.
/// </summary>
internal static class ApiDocument
{
    private const string Cookie = "cookie";
    private const string Bearer = "bearer";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ApiExamples>();
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head;
                options.CreateSchemaReferenceId = json =>
                    OpenApiOptions.CreateDefaultSchemaReferenceId(json) is null ? null : NameOf(json.Type);
                options.AddSchemaTransformer(DescribeUnionAsync);
                options.AddSchemaTransformer(DescribeEnum);
                options.AddOperationTransformer(DescribeOperation);
                options.AddDocumentTransformer(DescribeDocument);
            }
        );
    }

    public static void MapApiDocument(this IEndpointRouteBuilder app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    /// <summary>
    /// Nested types of several endpoint classes may share a name, so theirs is prefixed with that of the class.
    /// </summary>
    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return NameOf(value);
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
            name += "Of" + string.Concat(type.GetGenericArguments().Select(NameOf));
        return type.DeclaringType is { } outer
            ? outer.Name.Replace("Endpoints", "", StringComparison.Ordinal) + name
            : name;
    }

    private static async Task DescribeUnionAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (context.JsonTypeInfo.Type.GetCustomAttribute<OneOfAttribute>() is not { } union)
            return;
        schema.Type = null;
        schema.Properties = null;
        schema.Required = null;
        schema.AnyOf = [];
        foreach (var type in union.Types)
            schema.AnyOf.Add(await context.GetOrCreateSchemaAsync(type, null, cancellation));
    }

    /// <summary>The framework lists the texts of an enum without saying that they are strings.</summary>
    private static Task DescribeEnum(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (context.JsonTypeInfo.Type.IsEnum)
            schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var (path, method) = (context.Description.RelativePath ?? "", context.Description.HttpMethod ?? "");
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = IdOf(method, path);
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(one => one.All))
            (operation.Parameters ??= []).Add(Describe(parameter));
        if (metadata.OfType<EndpointExtensions.TakesFile>().Any())
            operation.RequestBody = Upload();
        // Without a body an endpoint reads an object without fields.
        else if (operation.RequestBody is OpenApiRequestBody { Content: { } content } body)
            body.Required = content.Values.Any(one => one.Schema?.Required?.Count > 0);
        if (metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement(), .. SignedIn(context.Document)];
        return Task.CompletedTask;
    }

    /// <summary>Such as <c>getChatsByIdMessages</c>.</summary>
    private static string IdOf(string method, string path) =>
        method.ToLowerInvariant()
        + string.Concat(
            path.Split(['/', '.', '-'], StringSplitOptions.RemoveEmptyEntries)
                .SkipWhile(part => part == "api")
                .Select(part =>
                    part.StartsWith('{') ? "By" + Capital(part.Trim('{', '}').Split(':')[0]) : Capital(part)
                )
        );

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static OpenApiParameter Describe(QueryParameter parameter) =>
        new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Meaning,
            Required = parameter.IsRequired,
            Schema = new OpenApiSchema
            {
                Type = parameter.Type switch
                {
                    "integer" => JsonSchemaType.Integer,
                    "boolean" => JsonSchemaType.Boolean,
                    _ => JsonSchemaType.String,
                },
                Enum = parameter.Choices.Count > 0 ? [.. parameter.Choices.Select(one => (JsonNode)one)] : null,
            },
        };

    private static OpenApiRequestBody Upload() =>
        new()
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "file" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                        },
                    },
                },
            },
        };

    private static Task DescribeDocument(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Foyer",
            Version = "v1",
            Description =
                "Rooms, messages and events. Sign in with POST /api/login (which sets a cookie), or send Authorization: Bearer TOKEN.",
        };
        document.Servers?.Clear();
        document.AddComponent<IOpenApiSecurityScheme>(
            Cookie,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "foyer_token",
                Description =
                    "Set by POST /api/login; over HTTPS its name is __Host-foyer_token. Requests that write also need an Origin of this server.",
            }
        );
        document.AddComponent<IOpenApiSecurityScheme>(
            Bearer,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                Description = "A personal access token (POST /api/tokens) or the token of a session.",
            }
        );
        document.Security = [.. SignedIn(document)];
        foreach (var operation in Operations(document))
            LetNullsBeLeftOut(operation.RequestBody);
        context.ApplicationServices.GetRequiredService<ApiExamples>().AddTo(document);
        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiSecurityRequirement> SignedIn(OpenApiDocument? document) =>
        new[] { Cookie, Bearer }.Select(scheme => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(scheme, document)] = [],
        });

    private static IEnumerable<OpenApiOperation> Operations(OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>());

    /// <summary>A field of a request that may be null may be left out too.</summary>
    private static void LetNullsBeLeftOut(IOpenApiRequestBody? body)
    {
        foreach (var content in body?.Content?.Values ?? [])
            if (Resolved(content.Schema) is { Required: { } required, Properties: { } properties })
                foreach (var (name, property) in properties)
                    if (IsNullable(property))
                        required.Remove(name);
    }

    private static OpenApiSchema? Resolved(IOpenApiSchema? schema) =>
        schema is OpenApiSchemaReference reference ? reference.RecursiveTarget : schema as OpenApiSchema;

    private static bool IsNullable(IOpenApiSchema schema) =>
        schema.Type is { } type
            ? type.HasFlag(JsonSchemaType.Null)
            : (schema.OneOf ?? schema.AnyOf ?? []).Any(one => one.Type == JsonSchemaType.Null);
}

/// <summary>Marks a type of the API document that represents one of several others.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OneOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
