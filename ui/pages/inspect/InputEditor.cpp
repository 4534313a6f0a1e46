// SPDX-License-Identifier: MIT
#include "pages/inspect/InputEditor.h"

#include "pages/inspect/ClassNamesButton.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace lookaway {

namespace {

struct Preset {
    const char* title;
    std::array<float, 3> mean;
    std::array<float, 3> std;
};
/// What networks are usually trained with.
constexpr std::array<Preset, 3> kPresets{ {
    { QT_TRANSLATE_NOOP("InputEditor", "scaled as for ImageNet"), { 0.485F, 0.456F, 0.406F },
        { 0.229F, 0.224F, 0.225F } },
    { QT_TRANSLATE_NOOP("InputEditor", "from −1 to 1"), { 0.5F, 0.5F, 0.5F }, { 0.5F, 0.5F, 0.5F } },
    { QT_TRANSLATE_NOOP("InputEditor", "from 0 to 1"), { 0, 0, 0 }, { 1, 1, 1 } },
} };

int presetOf(const InputFormat& format)
{
    for (std::size_t i = 0; i < kPresets.size(); ++i)
        if (format.mean == kPresets[i].mean && format.std == kPresets[i].std)
            return int(i);
    return int(kPresets.size()); // custom
}

float numberOf(const RealBox& box, float fallback)
{
    return static_cast<float>(box.value().value_or(fallback));
}

/// As a person would write it: 0.485, not the double that is nearest to the float.
double tidy(float value)
{
    return QString::number(value, 'g', 6).toDouble();
}

} // namespace

QString normalisationText(const InputFormat& format)
{
    if (const int preset = presetOf(format); preset < int(kPresets.size()))
        return InputEditor::tr(kPresets[std::size_t(preset)].title);
    QStringList channels;
    for (std::size_t i = 0; i < std::size_t(format.channels == 1 ? 1 : 3); ++i)
        channels << QStringLiteral("%1\u00a0±\u00a0%2").arg(tidy(format.mean[i])).arg(tidy(format.std[i]));
    return channels.join(QStringLiteral(", "));
}

InputEditor::InputEditor(QWidget* parent)
    : QWidget(parent)
{
    build();
    connect(m_preset, &QComboBox::activated, this, &InputEditor::takePreset);
    connect(m_namesButton, &ClassNamesButton::taken, this, &InputEditor::takeNames);
    connect(m_namesButton, &ClassNamesButton::failed, this, &InputEditor::showProblem);
    connect(m_side, &QSpinBox::valueChanged, this, &InputEditor::onEdited);
    connect(m_fit, &QComboBox::currentIndexChanged, this, &InputEditor::onEdited);
    connect(m_channels, &QComboBox::currentIndexChanged, this, &InputEditor::onEdited);
    connect(m_probabilities, &QCheckBox::toggled, this, &InputEditor::onEdited);
    for (const auto* boxes : { &m_mean, &m_std })
        for (RealBox* box : *boxes)
            connect(box, &RealBox::edited, this, &InputEditor::onEdited);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applied(format(), m_remember->isChecked()); });
}

QWidget* InputEditor::makeNumbers(std::array<RealBox*, 3>& boxes, const QString& name)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const std::array channels{ tr("red"), tr("green"), tr("blue") };
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        boxes[i] = new RealBox;
        boxes[i]->setButtonSymbols(QAbstractSpinBox::NoButtons);
        boxes[i]->setStep(RealBox::Step::Add, 0.01);
        boxes[i]->setAccessibleName(tr("%1, %2").arg(name, channels[i]));
        boxes[i]->setToolTip(channels[i]);
        // Three beside each other in a narrow panel.
        boxes[i]->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        boxes[i]->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.4567")) + 10);
        guardWheel(boxes[i]);
        layout->addWidget(boxes[i]);
    }
    return row;
}

void InputEditor::build()
{
    m_side = new QSpinBox;
    m_side->setObjectName(QStringLiteral("side"));
    m_side->setRange(8, 2048);
    m_side->setSuffix(tr(" px"));
    m_side->setToolTip(tr("Side of the square that the network sees"));
    m_fit = new QComboBox;
    m_fit->setObjectName(QStringLiteral("fit"));
    m_fit->addItem(tr("the whole, stretched"), int(InputFormat::Fit::Stretch));
    m_fit->addItem(tr("only the middle"), int(InputFormat::Fit::CentreCrop));
    m_fit->setToolTip(tr("How a picture becomes a square. Lookaway trains on stretched pictures, torchvision tests on "
                         "the middle."));
    m_channels = new QComboBox;
    m_channels->setObjectName(QStringLiteral("channels"));
    m_channels->addItem(tr("colour (3 channels)"), 3);
    m_channels->addItem(tr("grey (1 channel)"), 1);
    m_preset = new QComboBox;
    m_preset->setObjectName(QStringLiteral("preset"));
    for (const Preset& preset : kPresets)
        m_preset->addItem(tr(preset.title));
    m_preset->addItem(tr("other"));
    m_preset->setToolTip(tr("What is subtracted from a pixel in [0, 1], and what it is divided by"));
    for (QComboBox* box : { m_fit, m_channels, m_preset }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        guardWheel(box);
    }
    guardWheel(m_side);
    m_probabilities = new QCheckBox(tr("It answers with &probabilities"));
    m_probabilities->setObjectName(QStringLiteral("probabilities"));
    m_probabilities->setToolTip(tr("The network ends with a softmax: its outputs are probabilities, not logits."));
    m_namesText = new QLabel;
    m_namesText->setWordWrap(true);
    m_namesButton = new ClassNamesButton;
    m_namesButton->setObjectName(QStringLiteral("classNames"));
    m_remember = new QCheckBox(tr("&Remember for this model"));
    m_remember->setObjectName(QStringLiteral("remember"));
    m_remember->setChecked(true);
    m_remember->setToolTip(tr("Writes MODEL.lookaway.json beside the model's file"));
    m_apply = new QPushButton(tr("&Apply"));
    m_apply->setObjectName(QStringLiteral("apply"));
    m_note = new InlineNote;
    auto* form = new QFormLayout(this);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Side"), m_side);
    form->addRow(tr("&Picture"), m_fit);
    form->addRow(tr("C&hannels"), m_channels);
    form->addRow(tr("&Values"), m_preset);
    form->addRow(tr("Mean"), makeNumbers(m_mean, tr("Mean")));
    form->addRow(tr("Std"), makeNumbers(m_std, tr("Standard deviation")));
    form->addRow(m_probabilities);
    form->addRow(m_namesButton, m_namesText);
    form->addRow(m_remember);
    form->addRow(m_note);
    form->addRow(m_apply);
}

void InputEditor::setFormat(const InputFormat& format, std::int64_t classCount)
{
    m_format = format;
    m_classCount = classCount;
    m_namesButton->setClassCount(classCount);
    m_names = format.classes;
    const QSignalBlocker quiet(this);
    m_side->setValue(format.side);
    m_fit->setCurrentIndex(m_fit->findData(int(format.fit)));
    m_channels->setCurrentIndex(m_channels->findData(format.channels));
    m_probabilities->setChecked(format.probabilities);
    for (std::size_t i = 0; i < 3; ++i) {
        m_mean[i]->setValue(tidy(format.mean[i]));
        m_std[i]->setValue(tidy(format.std[i]));
    }
    m_note->clear();
    showNames();
    onEdited();
}

InputFormat InputEditor::format() const
{
    InputFormat format = m_format;
    format.side = m_side->value();
    format.fit = static_cast<InputFormat::Fit>(m_fit->currentData().toInt());
    format.channels = m_channels->currentData().toInt();
    format.probabilities = m_probabilities->isChecked();
    for (std::size_t i = 0; i < 3; ++i) {
        format.mean[i] = numberOf(*m_mean[i], m_format.mean[i]);
        format.std[i] = numberOf(*m_std[i], m_format.std[i]);
    }
    format.classes = m_names;
    return format;
}

void InputEditor::onEdited()
{
    const bool grey = m_channels->currentData().toInt() == 1;
    bool good = true;
    for (std::size_t i = 0; i < 3; ++i) {
        m_mean[i]->setVisible(i == 0 || !grey);
        m_std[i]->setVisible(i == 0 || !grey);
        good = good && m_mean[i]->value() && m_std[i]->value().value_or(0) > 0;
    }
    m_preset->setCurrentIndex(presetOf(format()));
    if (!good)
        m_note->say(InlineNote::Kind::Problem, tr("Mean and Std must be numbers, Std above 0."));
    else if (m_note->kind() == InlineNote::Kind::Problem)
        m_note->clear();
    m_apply->setEnabled(good);
}

void InputEditor::takePreset(int index)
{
    if (index < int(kPresets.size()))
        for (std::size_t i = 0; i < 3; ++i) {
            m_mean[i]->setValue(tidy(kPresets[std::size_t(index)].mean[i]));
            m_std[i]->setValue(tidy(kPresets[std::size_t(index)].std[i]));
        }
    onEdited();
}

void InputEditor::showNames()
{
    if (m_names.empty())
        m_namesText->setText(tr("none; %n classes have numbers", nullptr, int(m_classCount)));
    else
        m_namesText->setText(tr("%1 for %n classes", nullptr, int(m_classCount)).arg(m_names.size()));
}

/// At once: who has chosen a list has said all there is to say.
void InputEditor::takeNames(const std::vector<std::string>& names)
{
    m_names = names;
    showNames();
    InputFormat named = m_apply->isEnabled() ? format() : m_format;
    named.classes = names;
    Q_EMIT applied(named, m_remember->isChecked());
}

void InputEditor::showProblem(const QString& sentence)
{
    m_note->say(InlineNote::Kind::Problem, sentence);
}

void InputEditor::showSaved(bool remembered)
{
    m_note->say(InlineNote::Kind::Success,
        remembered ? tr("In use, and saved for the next time that you open this model.")
                   : tr("In use until the model is closed."));
}

} // namespace lookaway
