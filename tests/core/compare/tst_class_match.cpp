// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "compare/ClassMatch.h"

#include <QtTest>

using namespace lookaway;

namespace {

ModelFacts facts(std::int64_t count, std::vector<std::string> names = {})
{
    ModelFacts made;
    made.classCount = count;
    made.input.classes = std::move(names);
    made.source = { ModelSource::Kind::Weights, "my models/a.pth", "vgg16" };
    return made;
}

const std::string left = "left";
const std::string right = "right";

} // namespace

class TestClassMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byName()
    {
        const auto a = facts(3, { "cat", "dog", "owl" });
        const auto b = facts(2, { "Owl", "cat" });
        QCOMPARE(matchClass({ left, a }, 2, { right, b }).value(), std::int64_t{ 0 });
        QCOMPARE(matchClass({ left, a }, 0, { right, b }).value(), std::int64_t{ 1 });
        QCOMPARE(matchClass({ left, a }, 1, { right, b }).error().what, std::string("'right' has no class 'dog'."));
        QVERIFY(!classMismatch({ left, a }, { right, b }));
        QVERIFY(numberRemark({ left, a }, { right, b }).empty());
    }

    void byNumberWhereAsManyAreThere()
    {
        const auto named = facts(3, { "cat", "dog", "owl" });
        const auto silent = facts(3);
        QCOMPARE(matchClass({ left, named }, 2, { right, silent }).value(), std::int64_t{ 2 });
        QCOMPARE(matchClass({ left, silent }, 1, { right, named }).value(), std::int64_t{ 1 });
        QCOMPARE(numberRemark({ left, named }, { right, silent }),
            std::string("'right' does not name its classes: they are taken by number, as 'left' has as many."));
        QCOMPARE(numberRemark({ left, silent }, { right, named }),
            std::string("'left' does not name its classes: they are taken by number, as 'right' has as many."));
        QVERIFY(numberRemark({ left, silent }, { right, facts(3) }).empty());
    }

    // Number 5 of 20 cars is not number 5 of ImageNet.
    void neverByNumberOtherwise()
    {
        const auto cars = facts(20, { "Audi", "Jeep" });
        const auto imageNet = facts(1000);
        for (const auto& [from, to] : { std::pair(&cars, &imageNet), std::pair(&imageNet, &cars) }) {
            const auto refused = matchClass({ left, *from }, 0, { right, *to });
            QVERIFY(!refused.ok());
            QVERIFY(refused.error().what.find("1000 classes without names") != std::string::npos);
            QVERIFY(refused.error().hint.find("layers --weights 'my models/a.pth' --model vgg16 --classes NAMES.txt "
                                              "--remember")
                != std::string::npos);
        }
        const auto both = classMismatch({ left, facts(10) }, { right, imageNet });
        QVERIFY(both && both->hint.find(" and lookaway-cli layers") != std::string::npos);
        // Named, but not the one that is meant.
        QVERIFY(!matchClass({ left, cars }, 7, { right, facts(9, { "Audi" }) }).ok());
    }

    void twoOfOneName()
    {
        const auto cranes = facts(3, { "crane", "dog", "crane" });
        QCOMPARE(matchClass({ left, cranes }, 2, { right, cranes }).value(), std::int64_t{ 2 });
    }
};

LOOKAWAY_TEST(tst_class_match, TestClassMatch)
#include "tst_class_match.moc"
