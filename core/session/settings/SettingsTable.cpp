// SPDX-License-Identifier: MIT
#include "explain/Explainers.h"
#include "session/settings/SettingsBuilder.h"

// The one place where a setting is described. A new setting: a field in its struct and a row here.

namespace lookaway {

namespace {

using namespace table;

std::vector<std::string> explainerIds()
{
    std::vector<std::string> ids;
    for (const auto& entry : explainers())
        ids.push_back(entry.id);
    return ids;
}

void addData(Table& rows)
{
    constexpr auto data = &Config::data;
    using S = DataSettings;
    rows.add(data, &S::path, "data.path", "data", "Data",
        "Folder with one folder per class, or with train/ [val/] test/ of such folders; or a .csv/.tsv manifest.");
    rows.add(data, &S::validationShare, "data.validation_share", "validation-share", "Validation share",
            "Share of the training part that becomes the validation part where the data brings none.")
        .in(from(0, 0.9));
    rows.add(data, &S::testShare, "data.test_share", "test-share", "Test share",
            "Share of the pictures that becomes the test part where the data brings none.")
        .in(from(0, 0.9));
    rows.add(data, &S::splitByGroup, "data.split_by_group", "split-by-group", "Split by group",
            "Keep the pictures of one group (manifest column) in one part.")
        .advanced();
    rows.add(data, &S::oversampleToNthLargest, "data.oversample_to_nth_largest", "oversample", "Oversample up to",
            "Classes below the n-th largest are oversampled up to its size; 0 is off.")
        .in(from(0, 100000))
        .advanced();
    rows.add(data, &S::imageSize, "data.image_size", "image-size", "Image size",
            "Side of the square picture that the network sees; 0 is the model's own default.")
        .in(from(0, 4096))
        .unit("px");
    rows.add(data, &S::loaderThreads, "data.loader_threads", "loader-threads", "Loader threads",
            "Threads that decode and augment; 0 is as many as the machine has cores, at most 8.")
        .in(from(0, 256))
        .advanced();
    rows.add(data, &S::prefetchBatches, "data.prefetch_batches", "prefetch-batches", "Prefetched batches",
            "Mini-batches decoded ahead.")
        .in(from(1, 1024))
        .advanced();
    rows.add(data, &S::cacheMegabytes, "data.cache_megabytes", "cache", "Picture cache",
            "Budget of the cache of decoded pictures; 0 is off.")
        .in(from(0, 1 << 20))
        .unit("MiB")
        .advanced();
}

void addAugmentation(Table& rows)
{
    constexpr auto augmentation = &Config::augmentation;
    using S = AugmentationSettings;
    rows.add(augmentation, &S::enabled, "augmentation.enabled", "augmentation", "Augmentation",
        "Vary the training pictures; off overrules the rest of this section.");
    rows.add(augmentation, &S::horizontalFlip, "augmentation.horizontal_flip", "flip", "Horizontal flip",
        "Mirror half of the pictures.");
    rows.add(augmentation, &S::rotationDegrees, "augmentation.rotation_degrees", "rotation", "Rotation",
            "Rotation drawn from plus or minus this angle; edge pixels are replicated.")
        .in(from(0, 180))
        .unit("degrees");
    rows.add(augmentation, &S::channelShift, "augmentation.channel_shift", "channel-shift", "Channel shift",
            "One value from plus or minus this (of 255) is added to all channels.")
        .in(from(0, 255));
    rows.add(augmentation, &S::brightnessLow, "augmentation.brightness_low", "brightness-low", "Lowest brightness",
            "Lower end of the range of the brightness factor.")
        .in(above(0, 10));
    rows.add(augmentation, &S::brightnessHigh, "augmentation.brightness_high", "brightness-high", "Highest brightness",
            "Upper end of the range of the brightness factor.")
        .in(above(0, 10));
    rows.add(augmentation, &S::kerasBrightness, "augmentation.keras_brightness", "keras-brightness",
            "Brightness as Keras", "Stretch the picture to its full range before the brightness factor.")
        .advanced();
    rows.add(augmentation, &S::randomErasing, "augmentation.random_erasing", "random-erasing-p", "Random erasing",
            "Probability of Random Erasing (Zhong et al. 2020) on a training picture; 0 is off.")
        .in(from(0, 1));
}

void addModel(Table& rows)
{
    constexpr auto model = &Config::model;
    using S = ModelSettings;
    rows.add(model, &S::name, "model.name", "model", "Model", "Network to train; `lookaway-cli models` lists them.");
    rows.add(model, &S::weights, "model.weights", "weights", "Start weights",
        "File to start from (.pth, .pt or .safetensors); empty is random weights.");
    rows.add(model, &S::torchScript, "model.torchscript", "torchscript", "TorchScript model",
            "TorchScript file to fine-tune instead of a network of the list; it must have a head for the data's "
            "classes.")
        .advanced();
    rows.add(model, &S::freezeBackbone, "model.freeze_backbone", "freeze-backbone", "Freeze the backbone",
        "Train the head only.");
    rows.add(model, &S::freezeBatchNorm, "model.freeze_batchnorm", "freeze-batchnorm", "Freeze BatchNorm",
        "Keep BatchNorm on its stored statistics.");
}

void addDistraction(Table& rows)
{
    constexpr auto distraction = &Config::distraction;
    using S = DistractionSettings;
    rows.add(distraction, &S::fill, "distraction.fill", "occlusion", "Occlusion",
            "With what the hidden pixels are replaced; none turns the scheme off (a baseline run).")
        .live();
    rows.add(distraction, &S::where, "distraction.where", "where", "Where",
            "Which pixels are hidden; the last two are controls that hide the same area.")
        .live();
    rows.add(distraction, &S::p, "distraction.p", "p", "p", "Probability that a mini-batch is occluded.")
        .in(above(0, 0.5))
        .live();
    rows.add(distraction, &S::threshold, "distraction.threshold", "threshold", "Threshold",
            "Pixels whose normalised heat is above it are hidden.")
        .in(fromToBelow(0, 1))
        .live();
    rows.add(distraction, &S::layer, "distraction.layer", "layer", "Layer",
        "Layer that is explained; empty is the last convolutional layer of the model.");
    rows.add(distraction, &S::method, "distraction.method", "method", "Explanation",
            "Which explanation tells where the network looks; `lookaway-cli explainers` describes them.")
        .oneOf(explainerIds())
        .advanced();
    rows.add(distraction, &S::space, "distraction.space", "space", "Occlusion space",
            "Fill before (image) or after (network-input) the mean/std normalisation.")
        .advanced();
    rows.add(distraction, &S::schedule, "distraction.schedule", "distraction-schedule", "Rounds",
            "Online (the paper), or two-round: train, then train again on pictures occluded with the maps of round "
            "one.")
        .advanced();
    rows.add(distraction, &S::randomPerImage, "distraction.random_per_image", "random-per-image",
            "One random value per picture", "R-occlusion: one value per picture instead of one per pixel and channel.")
        .advanced();
}

void addExplain(Table& rows)
{
    constexpr auto explain = &Config::explain;
    using S = ExplainSettings;
    rows.add(explain, &S::seed, "explain.seed", "explain-seed", "Seed of explanations",
            "Methods that draw random numbers draw them from it; a training derives its own from its seed.")
        .in(from(0, 9e18))
        .advanced();
    rows.add(explain, &S::chunk, "explain.chunk", "explain-chunk", "Pictures per pass",
            "Pictures, or occluded versions of one, that run through the network at once; 0 is chosen by itself.")
        .in(from(0, 4096))
        .advanced();
    rows.add(explain, &S::smoothSamples, "explain.smooth_samples", "smooth-samples", "SmoothGrad copies",
            "Noisy copies of the picture whose gradients SmoothGrad averages.")
        .in(from(1, 10000))
        .advanced();
    rows.add(explain, &S::smoothNoise, "explain.smooth_noise", "smooth-noise", "SmoothGrad noise",
            "Standard deviation of SmoothGrad's noise, as a share of the picture's range.")
        .in(from(0, 10))
        .advanced();
    rows.add(explain, &S::integratedSteps, "explain.integrated_steps", "integrated-steps", "Integrated steps",
            "Steps of Integrated Gradients from the baseline to the picture.")
        .in(from(2, 10000))
        .advanced();
    rows.add(explain, &S::baseline, "explain.baseline", "baseline", "Baseline",
            "From where Integrated Gradients starts: a black picture, or one of the mean colour.")
        .advanced();
    rows.add(explain, &S::occluderSize, "explain.occluder_size", "occluder-size", "Occluder size",
            "Side of the grey square of occlusion sensitivity, as a share of the picture's side.")
        .in(above(0, 1))
        .advanced();
    rows.add(explain, &S::occluderStep, "explain.occluder_step", "occluder-step", "Occluder step",
            "How far the grey square moves, as a share of the picture's side.")
        .in(above(0, 1))
        .advanced();
    rows.add(explain, &S::limeSamples, "explain.lime_samples", "lime-samples", "LIME samples",
            "Versions of the picture with superpixels hidden that LIME fits its linear model to.")
        .in(from(2, 1000000))
        .advanced();
    rows.add(explain, &S::limeSuperpixels, "explain.lime_superpixels", "lime-superpixels", "LIME superpixels",
            "About how many superpixels the picture is cut into.")
        .in(from(2, 10000))
        .advanced();
    rows.add(explain, &S::riseMasks, "explain.rise_masks", "rise-masks", "RISE masks",
            "Random masks that RISE averages over.")
        .in(from(1, 1000000))
        .advanced();
    rows.add(explain, &S::riseCells, "explain.rise_cells", "rise-cells", "RISE cells",
            "Cells along each side of a mask of RISE.")
        .in(from(1, 256))
        .advanced();
    rows.add(explain, &S::riseKeep, "explain.rise_keep", "rise-keep", "RISE keep",
            "Probability that a cell of a mask of RISE is kept.")
        .in(Range{ 0, 1, true, true })
        .advanced();
    rows.add(explain, &S::evidenceWindow, "explain.evidence_window", "evidence-window", "Evidence window",
            "Side of the window that prediction difference analysis and fast evidence replace.")
        .in(from(1, 256))
        .unit("px")
        .advanced();
    rows.add(explain, &S::evidencePatch, "explain.evidence_patch", "evidence-patch", "Evidence patch",
            "Side of the patch around the window that its content is drawn from; at least the window.")
        .in(from(1, 512))
        .unit("px")
        .advanced();
    rows.add(explain, &S::evidenceSamples, "explain.evidence_samples", "evidence-samples", "Evidence samples",
            "How often each window's content is drawn.")
        .in(from(1, 10000))
        .advanced();
}

void addTraining(Table& rows)
{
    constexpr auto training = &Config::training;
    using S = TrainingSettings;
    rows.add(training, &S::epochs, "training.epochs", "epochs", "Epochs", "Passes over the training part.")
        .in(from(1, 100000));
    rows.add(training, &S::batchSize, "training.batch_size", "batch", "Batch size", "Pictures in a mini-batch.")
        .in(from(1, 65536));
    rows.add(training, &S::seed, "training.seed", "seed", "Seed", "Every random stream of the run comes from it.")
        .in(from(0, 9e18));
}

void addOptimizer(Table& rows)
{
    constexpr auto training = &Config::training;
    using S = TrainingSettings;
    rows.add(training, &S::optimizer, "training.optimizer", "optimizer", "Optimizer", "Rule of the weight update.");
    rows.add(training, &S::learningRate, "training.learning_rate", "lr", "Learning rate", "Step size of the optimizer.")
        .in(above(0, 10))
        .live();
    rows.add(training, &S::headLearningRate, "training.head_learning_rate", "head-lr", "Learning rate of the head",
            "Step size for the last layer; 0 is the same as the rest.")
        .in(from(0, 10));
    rows.add(training, &S::beta1, "training.beta1", "beta1", "Beta 1", "Decay of Adam's first moment.")
        .in(fromToBelow(0, 1))
        .advanced();
    rows.add(training, &S::beta2, "training.beta2", "beta2", "Beta 2", "Decay of Adam's second moment.")
        .in(fromToBelow(0, 1))
        .advanced();
    rows.add(training, &S::epsilon, "training.epsilon", "epsilon", "Epsilon", "Term in Adam's denominator.")
        .in(Range{ 0, 1, true, true })
        .advanced();
    rows.add(training, &S::weightDecay, "training.weight_decay", "weight-decay", "Weight decay",
            "L2 penalty (Adam, SGD) or decoupled decay (AdamW).")
        .in(from(0, 1));
    rows.add(training, &S::momentum, "training.momentum", "momentum", "Momentum", "Momentum of SGD.")
        .in(fromToBelow(0, 1))
        .advanced();
    rows.add(training, &S::schedule, "training.schedule", "schedule", "Schedule",
        "How the learning rate goes over the epochs.");
    rows.add(training, &S::warmupEpochs, "training.warmup_epochs", "warmup-epochs", "Warm-up",
            "Epochs over which the learning rate rises from 0.")
        .in(from(0, 100000))
        .unit("epochs")
        .advanced();
    rows.add(training, &S::stepEpochs, "training.step_epochs", "step-epochs", "Step length",
            "Step schedule: epochs between two steps.")
        .in(from(1, 100000))
        .unit("epochs")
        .advanced();
    rows.add(training, &S::stepFactor, "training.step_factor", "step-factor", "Step factor",
            "Step schedule: factor on the learning rate at each step.")
        .in(above(0, 1))
        .advanced();
}

void addLossAndMachine(Table& rows)
{
    constexpr auto training = &Config::training;
    using S = TrainingSettings;
    rows.add(training, &S::labelSmoothing, "training.label_smoothing", "label-smoothing", "Label smoothing",
            "Share of the target that is spread over all classes.")
        .in(fromToBelow(0, 1))
        .advanced();
    rows.add(training, &S::classWeighting, "training.class_weighting", "class-weighting", "Class weights",
            "Weight of the classes in the loss.")
        .advanced();
    rows.add(training, &S::earlyStoppingPatience, "training.early_stopping_patience", "patience", "Early stopping",
            "Stop when the validation loss has not improved for so many epochs; 0 is never.")
        .in(from(0, 100000))
        .unit("epochs");
    rows.add(training, &S::device, "training.device", "device", "Device", "auto, cpu, cuda, cuda:N or mps.");
    rows.add(training, &S::precision, "training.precision", "precision", "Precision",
        "Arithmetic of the forward pass; auto takes what is fastest without loss.");
    rows.add(training, &S::memoryFormat, "training.memory_format", "memory-format", "Memory format",
            "Order of the tensors' dimensions in memory.")
        .advanced();
    rows.add(training, &S::threads, "training.threads", "threads", "Threads",
            "Threads of the arithmetic; 0 is as many as cores.")
        .in(from(0, 1024))
        .advanced();
    rows.add(training, &S::checkpointEverySteps, "training.checkpoint_every_steps", "checkpoint-every",
            "Checkpoint every", "Mini-batches between two checkpoints; 0 is only at the end of an epoch.")
        .in(from(0, 1000000000))
        .unit("mini-batches")
        .advanced();
    rows.add(training, &S::keepEveryEpochs, "training.keep_every_epochs", "keep-every", "Keep weights every",
            "The weights of every n-th epoch stay in the run's folder, to see later how the network changed; 0 keeps "
            "none.")
        .in(from(0, 100000))
        .unit("epochs")
        .advanced();
}

void addRun(Table& rows)
{
    constexpr auto run = &Config::run;
    using S = RunSettings;
    rows.add(run, &S::folder, "run.folder", "out", "Run folder", "Folder that the run is written to.");
    rows.add(run, &S::snapshotBatches, "run.snapshot_batches", "snapshot-batches", "Snapshots",
            "The first so many occluded mini-batches are drawn to RUN/snapshots.")
        .in(from(0, 100000));
    rows.add(run, &S::probePictures, "run.probe_pictures", "probe-pictures", "Probe pictures",
            "So many validation pictures are explained again after every epoch, to watch where the network looks.")
        .in(from(0, 64))
        .advanced();
    rows.add(run, &S::tensorBoard, "run.tensorboard", "tensorboard", "TensorBoard",
            "Write an event file for TensorBoard.")
        .advanced();
    rows.add(run, &S::randomErasingTest, "run.random_erasing_test", "random-erasing-test", "Random-erasing test",
            "After training also test on pictures with randomly erased regions.")
        .advanced();
}

std::vector<Setting> allRows()
{
    Table rows;
    addData(rows);
    addAugmentation(rows);
    addModel(rows);
    addDistraction(rows);
    addExplain(rows);
    addTraining(rows);
    addOptimizer(rows);
    addLossAndMachine(rows);
    addRun(rows);
    return rows.take();
}

} // namespace

const std::vector<Setting>& settings()
{
    static const std::vector<Setting> rows = allRows();
    return rows;
}

} // namespace lookaway
