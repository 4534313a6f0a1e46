// SPDX-License-Identifier: MIT
#include "compare/TestComparison.h"

#include "base/AtomicFile.h"
#include "base/OutputPath.h"
#include "compare/ModelStatistics.h"
#include "compare/TestComparer.h"
#include "session/inspect/ClassNames.h"

#include <chrono>

namespace lookaway {

namespace {

namespace fs = std::filesystem;

Result<void> check(const TestComparisonRequest& request)
{
    ComparisonSpec spec;
    spec.models = request.models;
    spec.rowClass = request.rowClass;
    spec.hotLevel = request.hotLevel;
    spec.explain = request.explain;
    ComparedColumn column;
    column.model = request.reference;
    column.method = request.method;
    spec.columns = { column };
    return validate(spec);
}

Result<void> writeComparison(const TestComparison& outcome)
{
    const auto& out = outcome.request.out;
    if (const auto written = writeFileAtomically(out / "comparison.csv", testComparisonCsv(outcome)); !written)
        return written;
    return writeFileAtomically(out / "comparison.json", testComparisonJson(outcome));
}

} // namespace

ComparedPicture comparedPicture(const TestedPicture& picture, const TestComparison& outcome)
{
    const auto model = outcome.request.rowClass.model;
    const auto index = picture.answers.at(model).classIndex;
    // ImageNet has two classes "crane": the number says which.
    const auto named = classNamed(picture.className, outcome.models.at(model));
    const bool sure = named && *named == index;
    return { picture.picture.file, {}, sure ? picture.className : std::to_string(index), {} };
}

Job testComparisonJob(TestComparisonRequest request, std::function<void(TestComparison)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        if (const auto valid = check(request); !valid)
            return valid.error();
        if (!request.out.empty())
            if (const auto made = makeOutputFolder(request.out); !made)
                return made.error();
        const auto start = std::chrono::steady_clock::now();
        TestComparison outcome;
        outcome.request = request;
        if (const auto asked = TestComparer(outcome, context).run(); !asked)
            return asked.error();
        outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (!request.out.empty())
            if (const auto written = writeComparison(outcome); !written)
                return written.error();
        const auto report = request.out.empty() ? std::string() : (request.out / "comparison.json").string();
        done(std::move(outcome));
        return report;
    };
}

} // namespace lookaway
