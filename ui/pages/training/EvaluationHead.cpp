// SPDX-License-Identifier: MIT
#include "pages/training/EvaluationHead.h"

#include "style/Theme.h"
#include "widgets/FlowLayout.h"
#include "widgets/NumberText.h"

#include <QtWidgets>

namespace lookaway {

namespace {

const char* const kErasing = "_random_erasing";

/// Index of the test of this name, -1 = there is none.
int findTest(const EvaluationOutcome& outcome, const std::string& name)
{
    for (std::size_t i = 0; i < outcome.tests.size(); ++i)
        if (outcome.tests[i].name == name)
            return int(i);
    return -1;
}

} // namespace

QString testTitle(const std::string& name)
{
    const auto at = name.rfind(kErasing);
    if (at != std::string::npos && at > 0)
        return EvaluationHead::tr("%1 with random erasing").arg(testTitle(name.substr(0, at)));
    if (name == "test")
        return EvaluationHead::tr("Test set");
    if (name == "validation")
        return EvaluationHead::tr("Validation set");
    QString title = QString::fromStdString(name).replace(u'_', u' ');
    if (title.startsWith(QStringLiteral("test ")))
        title = EvaluationHead::tr("Test set “%1”").arg(title.mid(5));
    return title;
}

EvaluationHead::EvaluationHead(QWidget* parent)
    : QWidget(parent)
    , m_tests(new QComboBox)
    , m_source(new QLabel)
    , m_figures(new QWidget)
{
    m_tests->setAccessibleName(tr("Test set"));
    m_tests->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* first = new QHBoxLayout;
    first->addWidget(m_tests);
    first->addWidget(m_source, 1);
    new FlowLayout(m_figures, 6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(first);
    layout->addWidget(m_figures);

    m_accuracy = addFigure(tr("Accuracy"), tr("Share of the pictures that were recognised."), true);
    m_erasing = addFigure(tr("Random erasing"),
        tr("Accuracy on the same pictures with a random rectangle erased: how much the network relies on one place."),
        true);
    m_f1 = addFigure(tr("Macro F1"), tr("Mean of the F1 scores of the classes."), false);
    m_precision = addFigure(tr("Macro precision"), tr("Mean of the precisions of the classes."), false);
    m_recall = addFigure(tr("Macro recall"), tr("Mean of the recalls of the classes."), false);
    m_top5 = addFigure(tr("Top-5"), tr("Share of the pictures whose class is among the five likeliest."), false);
    m_spread = addFigure(
        tr("Attention spread"), tr("Mean share of the picture that is above half of the heat map's maximum."), false);
    m_pictures = addFigure(tr("Pictures"), tr("Pictures that were tested."), false);
    connect(m_tests, &QComboBox::activated, this, [this](int test) { Q_EMIT testChosen(test); });
}

EvaluationHead::Figure EvaluationHead::addFigure(const QString& caption, const QString& help, bool large)
{
    Figure figure{ new QFrame, new QLabel(caption), new QLabel, new QLabel };
    figure.tile->setObjectName(QStringLiteral("figure"));
    figure.tile->setToolTip(help);
    figure.caption->setForegroundRole(QPalette::PlaceholderText);
    figure.note->setForegroundRole(QPalette::PlaceholderText);
    QFont font = figure.value->font();
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(figure.caption->font().pointSizeF() * 1.9);
    // Large or not, captions, values and notes stand in line.
    figure.value->setFixedHeight(QFontMetrics(font).height());
    figure.note->setFixedHeight(fontMetrics().height());
    if (!large)
        font.setPointSizeF(figure.caption->font().pointSizeF() * 1.4);
    figure.value->setFont(font);
    figure.value->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* layout = new QVBoxLayout(figure.tile);
    layout->setContentsMargins(0, 2, 18, 2);
    layout->setSpacing(0);
    layout->addWidget(figure.caption);
    layout->addWidget(figure.value, 1);
    layout->addWidget(figure.note);
    m_figures->layout()->addWidget(figure.tile);
    return figure;
}

void EvaluationHead::setOutcome(std::shared_ptr<const EvaluationOutcome> outcome)
{
    m_outcome = std::move(outcome);
    m_tests->clear();
    for (const TestResult& test : m_outcome->tests)
        m_tests->addItem(testTitle(test.name));
    m_tests->setEnabled(m_tests->count() > 1);
    const auto& file = m_outcome->checkpoint;
    m_source->setText(file.empty() ? QString()
                                   : tr("%1 of run %2")
                                         .arg(QString::fromStdString(file.filename().string()),
                                             QString::fromStdString(file.parent_path().filename().string())));
    m_source->setToolTip(QString::fromStdString(file.string()));
    m_source->setForegroundRole(QPalette::PlaceholderText);
}

int EvaluationHead::test() const
{
    return m_tests->currentIndex();
}

void EvaluationHead::setTest(int index)
{
    m_tests->setCurrentIndex(index);
    const TestResult& test = m_outcome->tests[std::size_t(index)];
    m_accuracy.value->setText(percent(test.report.accuracy));
    m_accuracy.note->setText(tr("%1 of %2")
                                 .arg(QLocale().toString(qulonglong(test.confusion.correct())),
                                     QLocale().toString(qulonglong(test.confusion.total()))));
    m_f1.value->setText(percent(test.report.macro.f1));
    m_precision.value->setText(percent(test.report.macro.precision));
    m_recall.value->setText(percent(test.report.macro.recall));
    m_top5.value->setText(percent(test.top5));
    m_top5.tile->setVisible(m_outcome->classes.size() > 5); // else it is always 100 %
    const auto spread = m_outcome->attention.find(test.name);
    m_spread.tile->setVisible(spread != m_outcome->attention.end());
    if (spread != m_outcome->attention.end())
        m_spread.value->setText(percent(spread->second.meanShareAboveLevel));
    m_pictures.value->setText(QLocale().toString(qulonglong(test.report.pictures)));
    showErasing(index);
}

void EvaluationHead::showErasing(int index)
{
    const TestResult& test = m_outcome->tests[std::size_t(index)];
    const int erased = findTest(*m_outcome, test.name + kErasing);
    m_erasing.tile->setVisible(erased >= 0);
    if (erased < 0)
        return;
    const double accuracy = m_outcome->tests[std::size_t(erased)].report.accuracy;
    m_erasing.value->setText(percent(accuracy));
    m_erasing.note->setText(tr("%1 points").arg(points(accuracy - test.report.accuracy)));
}

} // namespace lookaway
