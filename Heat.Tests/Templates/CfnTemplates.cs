using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Stacks;
using Heat.Core.Templates;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>Templates in the CloudFormation dialect.</summary>
public sealed class CfnTemplates
{
    private const string Heat = "HeatTemplateFormatVersion: '2012-12-12'\n";

    [Test]
    public void A_template_is_read_with_all_its_parts()
    {
        var template = Templates.Parse("""
            {"AWSTemplateFormatVersion": "2010-09-09", "Description": "all",
             "Parameters": {"p": {"Type": "Number", "Default": "3", "MinValue": "1", "Description": "d", "Label": "l"}},
             "Mappings": {"m": {"a": {"b": 1}}},
             "Conditions": {"c": {"Fn::Equals": [{"Ref": "p"}, 3]}},
             "Resources": {"r": {"Type": "T", "Properties": {"x": 1}, "Metadata": {"y": 2}, "DependsOn": "s", "DeletionPolicy": "Snapshot", "UpdatePolicy": {"z": {}}, "Description": "rd", "Condition": "c"}, "s": {"Type": "T"}},
             "Outputs": {"o": {"Value": {"Ref": "r"}, "Description": "od", "Condition": "c"}}}
            """);
        var scope = Templates.Scope(template);
        var resource = template.Resources["r"];
        Assert.Multiple(() =>
        {
            Assert.That(template.Validate(scope), Is.Empty);
            Assert.That((template.Version.FullName, template.Version.Dialect, template.Description), Is.EqualTo(("AWSTemplateFormatVersion.2010-09-09", "cfn", "all")));
            Assert.That((resource.Type, resource.Description, resource.DependsOn.Single(), resource.EvaluateDeletionPolicy(scope), resource.IsEnabled(scope)), Is.EqualTo(("T", "rd", "s", "Snapshot", true)));
            Assert.That(new[] { resource.Properties, resource.Metadata, resource.UpdatePolicy }.Select(part => ValueJson.Write(part!.Evaluate(scope))), Is.EqualTo(new[] { """{"x":1}""", """{"y":2}""", """{"z":{}}""" }));
            Assert.That((template.Outputs["o"].Description, template.Outputs["o"].IsEnabled(scope)), Is.EqualTo(("od", true)));
            Assert.That(template.ToValue().AsMap()!.Keys.First(), Is.EqualTo("AWSTemplateFormatVersion"));
        });
    }

    [TestCase("{Type: String, NoEcho: 'TRUE', Default: x}", "x", "x")]
    [TestCase("{Type: Number, MinValue: '1', MaxValue: 5}", "5", "5")]
    [TestCase("{Type: CommaDelimitedList}", "'a, b'", """["a"," b"]""")]
    [TestCase("{Type: Json}", "{a: [1]}", """{"a":[1]}""")]
    [TestCase("{Type: Boolean}", "'off'", "false")]
    [TestCase("{Type: Number, AllowedValues: ['1', 2]}", "2", "2")]
    public void A_parameter_takes_a_value(string schema, string given, string expected)
    {
        var template = Templates.Parse($"{Heat}Parameters: {{p: {schema}}}");
        var parameters = Resolve(template, given);
        Assert.Multiple(() =>
        {
            Assert.That(parameters.Problems, Is.Empty);
            Assert.That(ValueJson.Write(parameters.Values["p"]).Trim('"'), Is.EqualTo(expected));
        });
    }

    [TestCase("{Type: String, MinLength: 2}", "a", "length (1) is out of range (min: 2, max: None)")]
    [TestCase("{Type: String, MaxLength: '2', ConstraintDescription: too long}", "abc", "too long")]
    [TestCase("{Type: String, AllowedPattern: '[a-z]+'}", "a1", "\"a1\" does not match pattern \"[a-z]+\"")]
    [TestCase("{Type: CommaDelimitedList, AllowedValues: [a]}", "'a,b'", null)]
    [TestCase("{Type: Number, MaxValue: 1}", "2", "2 is out of range (min: None, max: 1)")]
    [TestCase("{Type: Boolean}", "perhaps", null)]
    [TestCase("{Type: Json}", "'{'", null)]
    public void A_parameter_refuses_a_value(string schema, string given, string? complaint)
    {
        var problem = Resolve(Templates.Parse($"{Heat}Parameters: {{p: {schema}}}"), given).Problems.First();
        Assert.That(problem.Message, complaint is null ? Does.StartWith("Parameter 'p' is invalid: ") : Is.EqualTo($"Parameter 'p' is invalid: {complaint}"));
    }

    [TestCase("{Default: a}", "Missing parameter type for parameter: p")]
    [TestCase("{Type: string}", "Invalid type (string)")]
    [TestCase("{Type: 'List<Number>'}", "Invalid type (List<Number>)")]
    [TestCase("{Type: 'AWS::EC2::KeyPair::KeyName'}", "Invalid type (AWS::EC2::KeyPair::KeyName)")]
    [TestCase("{Type: String, default: a}", "Invalid key 'default' for parameter (p)")]
    [TestCase("{Type: String, AllowedValues: a}", "AllowedValues must be a list")]
    [TestCase("{Type: String, AllowedPattern: 1}", "AllowedPattern must be a string")]
    [TestCase("{Type: Number, MinValue: null}", "A range constraint must have a min value and/or a max value specified.")]
    [TestCase("{Type: String, MinLength: 1.5}", "min/max length must be integral")]
    [TestCase("{Type: String, MinLength: x}", "could not convert string to float: 'x'")]
    [TestCase("{Type: String, MinValue: 1}", "Parameter 'p' is invalid: Range constraint invalid for String")]
    [TestCase("[]", "Invalid parameter (p), expected a mapping")]
    public void A_schema_that_makes_no_sense_is_refused(string schema, string message) =>
        Assert.That(Templates.Problems($"{Heat}Parameters: {{p: {schema}}}"), Has.One.EqualTo(message));

    [TestCase("Colour: red", "The template section is invalid: Colour")]
    [TestCase("Conditions: {}", "The template section is invalid: Conditions")]
    [TestCase("resources: {}", "The template section is invalid: resources")]
    [TestCase("Resources: {a: {}}", "Each Resource must contain a Type key.")]
    [TestCase("Resources: {a: null}", "Each Resource must contain a Type key.")]
    [TestCase("Resources: {a: {Properties: {}}}", "Each Resource must contain a Type key.")]
    [TestCase("Resources: {a: T}", "Resources must contain Resource. Found a [<class 'str'>] instead")]
    [TestCase("Resources: {a: {Type: T, Colour: red}}", null)]
    [TestCase("Resources: {a: {Type: T, Condition: nope}}", null)]
    [TestCase("Resources: {a: {Type: T, Properties: [1]}}", "Resource a Properties type must be object")]
    [TestCase("Resources: {a: {Type: T, DependsOn: [1]}}", "Resource a DependsOn must be a list of strings")]
    [TestCase("Resources: {a: {Type: T, DependsOn: nope}}", "The specified reference \"nope\" (in a) is incorrect.")]
    [TestCase("Resources: {a: {Type: T, DeletionPolicy: delete}}", "Invalid deletion policy \"delete\"")]
    [TestCase("Resources: {a: {Type: T, Properties: {x: {'Fn::GetAtt': [nope, y]}}}}", "The specified reference \"nope\" (in a.Properties.x) is incorrect.")]
    [TestCase("Resources: {a/b: {Type: T}}", "Resource name may not contain \"/\"")]
    [TestCase("Parameters: {a: {Type: String}}\nResources: {a: {Type: T}}", "Duplicate names {'a'}")]
    [TestCase("Outputs: {o: {}}", "Output validation error: Outputs.o: Each output definition must contain a Value key.")]
    [TestCase("Outputs: {o: 1}", "Output validation error: Outputs.o: Output definitions must be a map. Found a int instead")]
    [TestCase("Mappings: [a]\nParameters: null\nResources: null\nOutputs: {}", null)]
    public void A_template_is_looked_over(string text, string? message) => Assert.That(Templates.Problems(Heat + text).FirstOrDefault(), Is.EqualTo(message));

    [TestCase("AWSTemplateFormatVersion: '1999-01-01'", "\"AWSTemplateFormatVersion: 1999-01-01\". \"AWSTemplateFormatVersion\" should be: 2010-09-09")]
    [TestCase("HeatTemplateFormatVersion: '2010-09-09'", "\"HeatTemplateFormatVersion: 2010-09-09\". \"HeatTemplateFormatVersion\" should be: 2012-12-12")]
    [TestCase("HeatTemplateFormatVersion: '2012-12-12'\nAWSTemplateFormatVersion: '2010-09-09'", "Ambiguous versions (HeatTemplateFormatVersion, AWSTemplateFormatVersion)")]
    public void A_version_that_is_not_known_is_refused(string text, string explanation) =>
        Assert.That(() => Templates.Parse(text), Throws.TypeOf<ProblemException>().With.Message.EqualTo($"The template version is invalid: {explanation}"));

    [Test]
    public void A_template_may_ask_about_its_own_stack()
    {
        var template = Templates.Parse($"{Heat}Outputs: {{o: {{Value: [{{Ref: 'AWS::StackName'}}, {{Ref: 'AWS::StackId'}}, {{Ref: 'AWS::Region'}}]}}}}");
        var id = Guid.NewGuid();
        var pseudo = new StackIdentity("web", id, "project").PseudoParameters(template);
        var scope = new TemplateScope(template, ParameterSet.Resolve(template, MapValue.Empty, MapValue.Empty, pseudo).Values);
        Assert.That(template.Outputs["o"].Value.Evaluate(scope).Texts(), Is.EqualTo(new[] { "web", $"arn:openstack:heat::project:stacks/web/{id}", "ap-southeast-1" }));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public FsCheck.Property Whatever_is_written_gives_a_template_or_a_problem()
    {
        string[] keys = ["Description", "Parameters", "Mappings", "Conditions", "Resources", "Outputs", "Type", "Properties", "Default", "MinLength", "AllowedValues", "AllowedPattern", "NoEcho", "DependsOn", "DeletionPolicy", "Condition", "Value", "Ref", "Fn::GetAtt", "Fn::If", "Fn::FindInMap", "Fn::Join", "Fn::Not", "Fn::Select", "Fn::MemberListToMap", "Fn::Split", "Fn::Replace", "a"];
        var scalars = Gen.OneOf(Gen.Constant(Value.Null), Gen.Elements("a", "", "String", "Retain", ",", "[", "0").Select(text => (Value)text), Gen.Elements((Value)true, (Value)1, (Value)(-0.5)));
        var values = Gen.Sized(size => Tree(Math.Min(size, 40), scalars, keys));
        var sections = Gen.Elements("Parameters", "Mappings", "Conditions", "Resources", "Outputs");
        var documents = (from names in sections.ListOf() from contents in values.ListOf(names.Count) select MapValue.Create(names.Distinct().Zip(contents, KeyValuePair.Create))).ToArbitrary();
        return Prop.ForAll(documents, document =>
        {
            var template = Templates.Factory.Create(TemplateParser.FromValue(document.With("AWSTemplateFormatVersion", "2010-09-09"), "main.json"), new Dictionary<string, string>());
            var scope = Templates.Scope(template);
            if (template.Validate(scope).Count == 0)
                foreach (var output in template.Outputs.Values)
                    EvaluateSafely(() => output.Value.Evaluate(scope));
        });
    }

    private static FsCheck.Gen<Value> Tree(int size, FsCheck.Gen<Value> scalars, string[] keys)
    {
        if (size <= 1)
            return scalars;
        var inner = Tree(size / 3, scalars, keys);
        var maps = from names in Gen.Elements(keys).ListOf(Math.Min(size, 3)) from values in inner.ListOf(names.Count) select (Value)MapValue.Create(names.Distinct().Zip(values, KeyValuePair.Create));
        var calls = from name in Gen.Elements(keys) from value in inner select (Value)MapValue.Of((name, value));
        return Gen.OneOf(scalars, inner.ListOf(3).Select(items => (Value)ListValue.Create(items)), maps, calls);
    }

    private static void EvaluateSafely(Action evaluate)
    {
        try
        {
            evaluate();
        }
        catch (Core.Templates.Expressions.EvaluationException)
        {
            // As it should.
        }
    }

    private static ParameterSet Resolve(Template template, string given) =>
        ParameterSet.Resolve(template, (MapValue)TemplateParser.ParseMap($"p: {given}", "parameters", TemplateLimits.Default).ToValue(), MapValue.Empty, MapValue.Empty);
}
